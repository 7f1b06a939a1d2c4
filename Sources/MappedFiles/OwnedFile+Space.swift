import CShims
import Glibc
import SystemPackage

extension OwnedFile {
  /// Sets the length of a file that no other process can have mapped yet.
  ///
  /// The corresponding C function is `ftruncate`.
  package func setSize(_ bytes: Int) throws(SystemCallError) {
    _ = try systemCall("ftruncate") { ftruncate(descriptor, off_t(bytes)) }
  }

  /// Makes a file at least `bytes` bytes long without any room behind the new ones.
  ///
  /// Its last byte is written, as a zero, so that a file which somebody else has made longer
  /// meanwhile is never cut short.
  ///
  /// - Parameter bytes: the least length; the byte before it holds nothing yet.
  /// - Throws: ``SystemCallError``; `ENOSPC` when there is no room for the last page.
  public func extend(to bytes: Int) throws(SystemCallError) {
    guard bytes > 0 else { return }
    try write(elements: [UInt8(0)].span, at: bytes - 1)
  }

  /// Reserves room for a range of bytes and makes the file long enough for it.
  ///
  /// Afterwards storing into a mapping of these bytes cannot fault for want of space. New room
  /// reads as zeros. Large ranges are asked for in pieces: on tmpfs an interrupted call starts
  /// over, and one huge piece can be refused where many small ones are not.
  /// The corresponding C function is `fallocate`.
  ///
  /// - Throws: ``SystemCallError``; `ENOSPC` when there is no room. What was reserved until then
  ///   stays so until ``clear(from:)`` or the end of the file.
  /// - Complexity: O(bytes) on tmpfs, about 0.24 s a GiB.
  public func reserve(_ range: Range<Int>) throws(SystemCallError) {
    let piece = 64 << 20
    var offset = range.lowerBound
    while offset < range.upperBound {
      let length = min(piece, range.upperBound - offset)
      do {
        _ = try systemCall("fallocate") {
          shim_fallocate(descriptor, 0, Int64(offset), Int64(length))
        }
      } catch
        where error.errno == .notSupported || error.errno == .noFunction
      {
        // A written block is a reserved one.
        return try writeZeros(offset..<range.upperBound)
      }
      offset += length
    }
  }

  /// Makes everything from an offset on read as zeros, and gives the room of its whole pages back.
  ///
  /// The file keeps its length. The corresponding C function is `fallocate` with
  /// `FALLOC_FL_PUNCH_HOLE`; where a file system has no holes, zeros are written.
  ///
  /// - Throws: ``SystemCallError``.
  public func clear(from offset: Int) throws(SystemCallError) {
    let size = try status().size
    guard offset < size else { return }
    // To the end of the last page, of whatever size it is: a part of one is not given back.
    let (pagesEnd, overflow) = size.addingReportingOverflow(
      Self.largestPageBytes - size % Self.largestPageBytes)
    let end = overflow ? Int.max : pagesEnd
    do {
      _ = try systemCall("fallocate") {
        shim_fallocate(
          descriptor, shim_FALLOC_FL_PUNCH_HOLE | shim_FALLOC_FL_KEEP_SIZE, Int64(offset),
          Int64(end - offset))
      }
    } catch
      where error.errno == .notSupported || error.errno == .noFunction
    {
      try writeZeros(offset..<size)
    }
  }

  private static let largestPageBytes = 64 << 10

  private func writeZeros(_ range: Range<Int>) throws(SystemCallError) {
    let zeros = [UInt8](repeating: 0, count: 256 << 10)
    var offset = range.lowerBound
    while offset < range.upperBound {
      let count = min(zeros.count, range.upperBound - offset)
      try write(elements: zeros.span.extracting(0..<count), at: offset)
      offset += count
    }
  }
}
