/// A frame of zeros, made and recognised without its content.
///
/// Source: the Zstandard compression format (RFC 8878), section 3.1.1.2.
enum ZeroFrame {
  /// More zeros than this are not written as one frame, unless other frames are larger, in bytes:
  /// there are readers that decompress a frame in one piece.
  static let leastFullBytes = 16 << 20

  /// The frame of so many zeros, at least one.
  ///
  /// The content's checksum ends it. A decoder of streams needs a window of one block for it.
  static func encoded(contentBytes: Int, checksum: UInt32) -> [UInt8] {
    var frame: [UInt8] = []
    frame.append(littleEndian: ZstdFrameHeader.magic)
    // The size of the content in four bytes, and a checksum; a window of 2¹⁷ bytes.
    frame += [0x84, 0x38]
    frame.append(littleEndian: UInt32(contentBytes))
    // One byte as it is, and then runs: the command zstd up to 1.4.3 fails at a run that comes first.
    appendBlock(to: &frame, kind: 0, contentBytes: 1, isLast: contentBytes == 1)
    var left = contentBytes - 1
    while left > 0 {
      let count = min(left, ZstdFrameHeader.maximumBlockBytes)
      left -= count
      appendBlock(to: &frame, kind: 1, contentBytes: count, isLast: left == 0)
    }
    frame.append(littleEndian: checksum)
    return frame
  }

  /// A block that is one byte, 0.
  private static func appendBlock(
    to frame: inout [UInt8], kind: Int, contentBytes: Int, isLast: Bool
  ) {
    // The header has three bytes, and the zero follows.
    frame.append(littleEndian: UInt32(contentBytes << 3 | kind << 1 | (isLast ? 1 : 0)))
  }

  /// How many zeros a frame holds; nil where it holds anything else, or might.
  ///
  /// The checksum is not looked at, nor whether the blocks are longer than they may be
  /// (``ZstdBlocks``).
  static func contentBytes(of frame: Span<UInt8>, _ header: ZstdFrameHeader) -> Int? {
    let end = frame.count - (header.hasChecksum ? 4 : 0)
    var (offset, contentBytes) = (header.bytes, 0)
    while offset + 3 <= end {
      let block = frame.littleEndian(at: offset, count: 3)
      let size = Int(block >> 3)
      offset += 3
      let storedBytes: Int
      switch block >> 1 & 3 {
      case 0: storedBytes = size
      case 1: storedBytes = 1
      default: return nil
      }
      guard storedBytes <= end - offset,
        ContentChecksum.isZero(frame.extracting(offset..<offset + storedBytes))
      else { return nil }
      offset += storedBytes
      contentBytes += size
      if block & 1 == 1 { return offset == end ? contentBytes : nil }
    }
    return nil
  }
}
