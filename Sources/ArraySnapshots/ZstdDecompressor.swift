import CZstd

/// A decompression context of libzstd with one owner, used for frame after frame.
///
/// Checksums that frames have are compared with their content.
@safe
struct ZstdDecompressor: ~Copyable, @unchecked Sendable {
  // Sendable: the context belongs to no thread, and one owner uses it at a time.
  private let context: OpaquePointer

  /// The largest window that a stream may ask for, as a power of two: what `zstd -d` allows.
  static let maximumWindowLog = 27

  init() throws(ZstdError) {
    unsafe self.init(adopting: try Self.context())
  }

  private init(adopting context: OpaquePointer) {
    unsafe self.context = context
  }

  deinit { unsafe ZSTD_freeDCtx(context) }

  private static func context() throws(ZstdError) -> OpaquePointer {
    guard let context = unsafe ZSTD_createDCtx() else {
      throw ZstdError(description: "no memory for a decompression context")
    }
    do throws(ZstdError) {
      _ = try zstdResult(
        unsafe ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Int32(maximumWindowLog)))
    } catch {
      unsafe ZSTD_freeDCtx(context)
      throw error
    }
    return unsafe context
  }

  /// Decompresses one frame into memory of the content's size.
  ///
  /// The corresponding C function is `ZSTD_decompressDCtx`.
  ///
  /// - Parameters:
  ///   - input: where the frame is.
  ///   - frame: what of it.
  ///   - content: where the content goes, and how much there may be.
  /// - Returns: how many bytes the content has.
  /// - Throws: ``ZstdError``, also for more content than there may be.
  func decompress(
    _ input: borrowing FrameBuffer, _ frame: Range<Int>, into content: inout MutableSpan<UInt8>
  ) throws(ZstdError) -> Int {
    try unsafe input.bytes(frame).withUnsafeBytes { frame throws(ZstdError) in
      try unsafe content.withUnsafeMutableBytes { content throws(ZstdError) in
        try zstdResult(
          unsafe ZSTD_decompressDCtx(
            context, content.baseAddress, content.count, frame.baseAddress, frame.count))
      }
    }
  }

  /// Takes some bytes of frames and gives some of their content.
  ///
  /// The corresponding C function is `ZSTD_decompressStream`.
  ///
  /// - Returns: how much was taken and given, in bytes, and whether a frame has just ended.
  /// - Throws: ``ZstdError``.
  func stream(
    _ input: borrowing FrameBuffer, _ frames: Range<Int>, into output: inout MutableSpan<UInt8>
  ) throws(ZstdError) -> (taken: Int, given: Int, endsFrame: Bool) {
    try unsafe input.bytes(frames).withUnsafeBytes { frames throws(ZstdError) in
      try unsafe output.withUnsafeMutableBytes { output throws(ZstdError) in
        var source = unsafe ZSTD_inBuffer(src: frames.baseAddress, size: frames.count, pos: 0)
        var target = unsafe ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
        let hint = try zstdResult(unsafe ZSTD_decompressStream(context, &target, &source))
        return unsafe (source.pos, target.pos, hint == 0)
      }
    }
  }
}
