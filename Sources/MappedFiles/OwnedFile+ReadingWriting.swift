import Glibc
import SystemPackage

extension OwnedFile {
  /// Reads until the span is full or the file ends.
  ///
  /// A file that another process cuts short gives a short count, never a fault.
  /// The corresponding C function is `pread`.
  ///
  /// - Parameters:
  ///   - bytes: what to fill.
  ///   - offset: where to begin, in bytes from the start of the file.
  /// - Returns: how many bytes were read; fewer than asked only at the end of the file.
  /// - Throws: ``SystemCallError``.
  public func read(
    into bytes: inout MutableSpan<UInt8>, at offset: Int
  ) throws(SystemCallError) -> Int {
    try unsafe bytes.withUnsafeMutableBytes { buffer throws(SystemCallError) in
      try unsafe read(into: buffer, at: offset)
    }
  }

  func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(SystemCallError) -> Int {
    guard let base = buffer.baseAddress else { return 0 }
    var done = 0
    while done < buffer.count {
      let count = try systemCall("pread") {
        unsafe pread(descriptor, base + done, buffer.count - done, off_t(offset + done))
      }
      if count == 0 { break }
      done += count
    }
    return done
  }

  /// Writes the bytes of all elements of the span, as they lie in memory.
  ///
  /// The corresponding C function is `pwrite`.
  ///
  /// - Parameters:
  ///   - elements: what to write.
  ///   - offset: where to begin, in bytes from the start of the file.
  /// - Throws: ``SystemCallError``; `ENOSPC` on a full file system. Part may then be written.
  public func write<Element: BitwiseCopyable>(
    elements: Span<Element>, at offset: Int
  ) throws(SystemCallError) {
    try unsafe elements.withUnsafeBytes { buffer throws(SystemCallError) in
      try unsafe write(buffer, at: offset)
    }
  }

  func write(_ buffer: UnsafeRawBufferPointer, at offset: Int) throws(SystemCallError) {
    guard let base = buffer.baseAddress else { return }
    var done = 0
    while done < buffer.count {
      done += try systemCall("pwrite") {
        unsafe pwrite(descriptor, base + done, buffer.count - done, off_t(offset + done))
      }
    }
  }

  /// Waits until the file's bytes are on the disk.
  ///
  /// The corresponding C function is `fdatasync`.
  ///
  /// - Throws: ``SystemCallError``; after `EIO` the bytes must be taken for lost.
  public func synchronize() throws(SystemCallError) {
    _ = try systemCall("fdatasync") { fdatasync(descriptor) }
  }
}
