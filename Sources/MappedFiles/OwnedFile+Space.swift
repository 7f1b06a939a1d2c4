import CShims
import Glibc
import SystemPackage

extension OwnedFile {
  /// Sets the length of a file that no other process can have mapped yet.
  ///
  /// The corresponding C function is `ftruncate`.
  func setSize(_ bytes: Int) throws(SystemCallError) {
    _ = try systemCall("ftruncate") { ftruncate(descriptor, off_t(bytes)) }
  }

  /// Reserves room for the first `bytes` bytes and makes the file that long.
  ///
  /// Afterwards storing into a mapping of these bytes cannot fault for want of space. New room
  /// reads as zeros. Large sizes are asked for in pieces: on tmpfs an interrupted call starts
  /// over, and one huge piece can be refused where many small ones are not.
  /// The corresponding C function is `fallocate`.
  ///
  /// - Throws: ``SystemCallError``; `ENOSPC` when there is no room. What was reserved is then
  ///   given back when the file goes.
  /// - Complexity: O(`bytes`) on tmpfs, about 0.24 s a GiB.
  func reserve(_ bytes: Int) throws(SystemCallError) {
    let piece = 64 << 20
    var offset = 0
    while offset < bytes {
      let length = min(piece, bytes - offset)
      do {
        _ = try systemCall("fallocate") {
          shim_fallocate(descriptor, 0, Int64(offset), Int64(length))
        }
      } catch
        where error.errno == .notSupported || error.errno == .noFunction
      {
        return try reserveByWriting(from: offset, to: bytes)
      }
      offset += length
    }
  }

  /// The same on a file system without `fallocate`: a written block is a reserved one.
  private func reserveByWriting(from start: Int, to end: Int) throws(SystemCallError) {
    let zeros = [UInt8](repeating: 0, count: 256 << 10)
    var offset = start
    while offset < end {
      let count = min(zeros.count, end - offset)
      try write(elements: zeros.span.extracting(0..<count), at: offset)
      offset += count
    }
  }
}
