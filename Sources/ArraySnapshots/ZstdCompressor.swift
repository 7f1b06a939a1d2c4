import CZstd

/// A compression context of libzstd with one owner, used for frame after frame.
///
/// Every frame says how long its content is and ends with the content's checksum.
@safe
struct ZstdCompressor: ~Copyable, @unchecked Sendable {
  // Sendable: the context belongs to no thread, and one owner uses it at a time.
  private let context: OpaquePointer

  /// Makes a context.
  ///
  /// - Parameters:
  ///   - level: 1, fast, to 22, small.
  ///   - totalBytes: how much content all frames will hold together.
  ///   - threadCount: how many threads of its own a stream may use; those of zstd, where the
  ///     library has them.
  /// - Throws: ``ZstdError``, when there is no memory or no such level.
  init(level: Int, totalBytes: Int, threadCount: Int = 1) throws(ZstdError) {
    unsafe self.init(adopting: try Self.context(level, totalBytes, threadCount))
  }

  private init(adopting context: OpaquePointer) {
    unsafe self.context = context
  }

  deinit { unsafe ZSTD_freeCCtx(context) }

  private static func context(
    _ level: Int, _ totalBytes: Int, _ threadCount: Int
  ) throws(ZstdError) -> OpaquePointer {
    guard let context = unsafe ZSTD_createCCtx() else {
      throw ZstdError(description: "no memory for a compression context")
    }
    do throws(ZstdError) {
      try unsafe set(ZSTD_c_compressionLevel, of: context, level)
      try unsafe set(ZSTD_c_checksumFlag, of: context, 1)
      // What zstd does with all of it in one frame. Of frames up to 256 KiB it would look for shorter
      // matches, which takes a tenth more time, and of small integers 2 % more room.
      if level == 1, totalBytes > 256 << 10 { try unsafe set(ZSTD_c_minMatch, of: context, 7) }
    } catch {
      unsafe ZSTD_freeCCtx(context)
      throw error
    }
    // Refused by a library that is built without threads, which then compresses with one.
    // It takes 256 threads at most.
    if threadCount > 1 { try? unsafe set(ZSTD_c_nbWorkers, of: context, min(threadCount, 256)) }
    return unsafe context
  }

  private static func set(
    _ parameter: ZSTD_cParameter, of context: OpaquePointer, _ value: Int
  ) throws(ZstdError) {
    _ = try zstdResult(unsafe ZSTD_CCtx_setParameter(context, parameter, Int32(clamping: value)))
  }

  /// The most bytes that a frame of so much content takes.
  static func bound(_ contentBytes: Int) -> Int { ZSTD_compressBound(contentBytes) }

  /// Compresses content into one frame.
  ///
  /// The corresponding C function is `ZSTD_compress2`.
  ///
  /// - Parameters:
  ///   - content: where the content is.
  ///   - range: what of it.
  ///   - output: where the frame goes.
  ///   - offset: where in it, in bytes.
  /// - Returns: how many bytes the frame has.
  /// - Throws: ``ZstdError``; never for want of room when there is ``bound(_:)``.
  func compress(
    _ content: borrowing FrameBuffer, _ range: Range<Int>, into output: inout FrameBuffer,
    at offset: Int
  ) throws(ZstdError) -> Int {
    var frame = output.mutableBytes(offset..<output.capacity)
    return try unsafe content.bytes(range).withUnsafeBytes { content throws(ZstdError) in
      try unsafe frame.withUnsafeMutableBytes { frame throws(ZstdError) in
        try zstdResult(
          unsafe ZSTD_compress2(
            context, frame.baseAddress, frame.count, content.baseAddress, content.count))
      }
    }
  }

  /// Begins one frame whose content comes in pieces.
  ///
  /// The corresponding C function is `ZSTD_CCtx_setPledgedSrcSize`.
  func beginStream(contentBytes: Int) throws(ZstdError) {
    _ = try zstdResult(unsafe ZSTD_CCtx_reset(context, ZSTD_reset_session_only))
    _ = try zstdResult(unsafe ZSTD_CCtx_setPledgedSrcSize(context, UInt64(contentBytes)))
  }

  /// Takes some content and gives some of the frame.
  ///
  /// The corresponding C function is `ZSTD_compressStream2`.
  ///
  /// - Parameters:
  ///   - content: what comes next.
  ///   - isLast: whether nothing comes after it.
  ///   - output: where the next bytes of the frame go, from its start on.
  /// - Returns: how much was taken and given, in bytes, and whether the frame is complete.
  /// - Throws: ``ZstdError``.
  func stream(
    _ content: Span<UInt8>, isLast: Bool, into output: inout FrameBuffer
  ) throws(ZstdError) -> (taken: Int, given: Int, isComplete: Bool) {
    var span = output.mutableBytes(0..<output.capacity)
    return try unsafe content.withUnsafeBytes { content throws(ZstdError) in
      try unsafe span.withUnsafeMutableBytes { output throws(ZstdError) in
        var source = unsafe ZSTD_inBuffer(src: content.baseAddress, size: content.count, pos: 0)
        var target = unsafe ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
        let left = try zstdResult(
          unsafe ZSTD_compressStream2(
            context, &target, &source, isLast ? ZSTD_e_end : ZSTD_e_continue))
        return unsafe (source.pos, target.pos, isLast && left == 0)
      }
    }
  }
}

/// A count that libzstd returns, or the error that it stands for.
func zstdResult(_ code: Int) throws(ZstdError) -> Int {
  guard ZSTD_isError(code) == 0 else {
    throw ZstdError(description: unsafe String(cString: ZSTD_getErrorName(code)))
  }
  return code
}
