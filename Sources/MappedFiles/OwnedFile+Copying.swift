import CShims
import Glibc
import SystemPackage

extension OwnedFile {
  /// Copies a range of one file into another that grows as needed.
  ///
  /// The kernel copies from the one's pages to the other's (`sendfile`); where it cannot, a buffer
  /// that stays in the processor's cache does. Either way errors come out as errors, on both sides.
  ///
  /// - Parameters:
  ///   - source: the file to read; one that is cut short meanwhile ends the copy.
  ///   - range: which bytes of it.
  ///   - offset: where they go, in bytes from the start of this file.
  ///   - progress: called now and then with the number of bytes copied so far.
  /// - Returns: how many bytes were copied; fewer than the range has only when the source ended.
  /// - Throws: ``SystemCallError``; part may then be written.
  /// - Complexity: O(`range.count`) time, 256 KiB of memory.
  public func copy(
    from source: borrowing OwnedFile, _ range: Range<Int>, to offset: Int,
    progress: ((Int) -> Void)? = nil
  ) throws(SystemCallError) -> Int {
    let piece = 1 << 20
    _ = try systemCall("lseek") { lseek(descriptor, off_t(offset), SEEK_SET) }
    var done = 0
    while done < range.count {
      let count: Int
      do throws(SystemCallError) {
        count = Int(
          try systemCall("sendfile") {
            shim_sendfile(
              descriptor, source.descriptor, Int64(range.lowerBound + done),
              Int64(min(piece, range.count - done)))
          })
      } catch
        where error.errno == .invalidArgument || error.errno == .noFunction
      {
        let rest = range.lowerBound + done..<range.upperBound
        return try copyThroughBuffer(from: source, rest, to: offset + done, after: done, progress)
      }
      if count == 0 { break }
      done += count
      progress?(done)
    }
    return done
  }

  /// The same with reads and writes, in pieces that end on the destination's page boundaries.
  private func copyThroughBuffer(
    from source: borrowing OwnedFile, _ range: Range<Int>, to offset: Int, after already: Int,
    _ progress: ((Int) -> Void)?
  ) throws(SystemCallError) -> Int {
    let bufferBytes = 256 << 10
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bufferBytes, alignment: 4096)
    defer { unsafe buffer.deallocate() }
    var done = 0
    while done < range.count {
      let untilBoundary = bufferBytes - (offset + done) % bufferBytes
      let piece = unsafe UnsafeMutableRawBufferPointer(
        rebasing: buffer[..<min(untilBoundary, range.count - done)])
      let count = try unsafe source.read(into: piece, at: range.lowerBound + done)
      try unsafe write(UnsafeRawBufferPointer(rebasing: piece[..<count]), at: offset + done)
      done += count
      if count < piece.count { break }
      progress?(already + done)
    }
    return already + done
  }
}
