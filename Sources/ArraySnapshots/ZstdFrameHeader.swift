/// The first bytes of a zstd frame.
///
/// Source: the Zstandard compression format (RFC 8878), section 3.1.1.1.
struct ZstdFrameHeader: Hashable {
  /// More bytes than this no header has.
  static let maximumBytes = 18
  /// What a frame begins with.
  static let magic: UInt32 = 0xFD2F_B528
  /// No block holds more content, in bytes; the smallest block has 4 bytes.
  static let maximumBlockBytes = 128 << 10
  /// No frame has more bytes of content for each of its own.
  static let maximumRatio = maximumBlockBytes / 4

  /// Its own size, in bytes.
  let bytes: Int
  /// The size of the content, in bytes, where it is said.
  let contentBytes: UInt64?
  /// The size of the window, in bytes: what a decoder of streams keeps.
  let windowBytes: UInt64
  /// Whether a checksum of the content ends the frame.
  let hasChecksum: Bool

  /// What is wrong with a header, in words.
  struct Refusal: Error, Hashable {
    let reason: String
    /// Whether there may only be too few bytes.
    var isCutShort = false
  }

  /// Reads a header; bytes behind it are ignored.
  ///
  /// - Throws: ``Refusal``, also for a dictionary or a window that no reader should be asked for.
  init(_ prefix: Span<UInt8>) throws(Refusal) {
    let magicCount = min(4, prefix.count)
    guard
      prefix.littleEndian(at: 0, count: magicCount)
        == UInt64(Self.magic) & (1 << (8 * UInt64(magicCount)) - 1)
    else { throw Refusal(reason: "no zstd frame begins here") }
    guard prefix.count >= 6 else {
      throw Refusal(reason: "its header is cut short", isCutShort: true)
    }
    let descriptor = prefix[4]
    guard descriptor & 0x08 == 0 else {
      throw Refusal(reason: "a bit of its header is set that has no meaning")
    }
    let isSingleSegment = descriptor & 0x20 != 0
    let dictionaryBytes = [0, 1, 2, 4][Int(descriptor & 3)]
    let sizeFlag = Int(descriptor >> 6)
    let sizeBytes = sizeFlag == 0 ? (isSingleSegment ? 1 : 0) : 1 << sizeFlag
    bytes = 5 + (isSingleSegment ? 0 : 1) + dictionaryBytes + sizeBytes
    guard prefix.count >= bytes else {
      throw Refusal(reason: "its header is cut short", isCutShort: true)
    }
    hasChecksum = descriptor & 0x04 != 0
    var offset = 5
    var window: UInt64 = 0
    if !isSingleSegment {
      let base: UInt64 = 1 << (10 + UInt64(prefix[offset] >> 3))
      window = base + base / 8 * UInt64(prefix[offset] & 7)
      offset += 1
    }
    guard dictionaryBytes == 0 || prefix.littleEndian(at: offset, count: dictionaryBytes) == 0
    else { throw Refusal(reason: "it needs a dictionary") }
    offset += dictionaryBytes
    let size = prefix.littleEndian(at: offset, count: sizeBytes)
    contentBytes = sizeBytes == 0 ? nil : sizeBytes == 2 ? size + 256 : size
    windowBytes = isSingleSegment ? size + (sizeBytes == 2 ? 256 : 0) : window
    guard isSingleSegment || windowBytes <= 1 << UInt64(ZstdDecompressor.maximumWindowLog) else {
      throw Refusal(
        reason: "it needs a window of \(windowBytes) bytes, and 128 MiB is the most")
    }
  }

  /// The number with which a skippable frame begins.
  static func isSkippable(_ magic: UInt64) -> Bool { magic & 0xFFFF_FFF0 == 0x184D_2A50 }
}
