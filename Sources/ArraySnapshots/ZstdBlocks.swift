/// The blocks of a frame, by their headers alone.
///
/// Source: the Zstandard compression format (RFC 8878), section 3.1.1.2.
enum ZstdBlocks {
  /// Why the frame is none, though zstd's decoder of whole frames takes it.
  ///
  /// That decoder lets blocks pass that are longer than any may be. The decoder of streams, which the
  /// command zstd has, refuses them, and so that nobody is told that a file is sound which others
  /// cannot read, they are refused here.
  ///
  /// - Returns: nil where nothing is wrong with their lengths, or the decoder will find it.
  static func problem(in frame: Span<UInt8>, _ header: ZstdFrameHeader) -> String? {
    let limit = min(header.windowBytes, UInt64(ZstdFrameHeader.maximumBlockBytes))
    var offset = header.bytes
    while offset <= frame.count - 3 {
      let block = frame.littleEndian(at: offset, count: 3)
      let size = block >> 3
      if size > limit {
        return "a block of it has \(size) bytes, and its window lets none have more than \(limit)"
      }
      if block & 1 == 1 { return nil }
      offset += 3 + (block >> 1 & 3 == 1 ? 1 : Int(size))
    }
    return nil
  }
}
