/// The table at the end of a snapshot that says where its frames lie.
///
/// Source: the zstd seekable format, version 0.1.0, in the zstd project's
/// `contrib/seekable_format/zstd_seekable_compression_format.md`. A skippable frame: for each frame
/// before it the compressed size, the content's size and, if a flag says so, the content's checksum;
/// then the number of frames, the flag and a magic number. All numbers lowest byte first.
struct SeekTable {
  /// What one frame takes, and what it holds.
  struct Entry: Hashable {
    /// The frame's own size, in bytes.
    let bytes: Int
    /// The size of its content, in bytes; 0 for a skippable frame.
    let contentBytes: Int
    /// The checksum of its content, if the table has any.
    let checksum: UInt32?
  }

  static let magic: UInt32 = 0x184D_2A5E
  static let footerMagic: UInt32 = 0x8F92_EAB1
  static let footerBytes = 9
  /// The format allows no frame more content, in bytes.
  static let maximumContentBytes = 1 << 30

  var entries: [Entry] = []

  /// The skippable frame, with checksums.
  var encoded: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + 12 * entries.count + Self.footerBytes)
    bytes.append(littleEndian: Self.magic)
    bytes.append(littleEndian: UInt32(12 * entries.count + Self.footerBytes))
    for entry in entries {
      bytes.append(littleEndian: UInt32(entry.bytes))
      bytes.append(littleEndian: UInt32(entry.contentBytes))
      bytes.append(littleEndian: entry.checksum ?? ContentChecksum.ofNothing)
    }
    bytes.append(littleEndian: UInt32(entries.count))
    bytes.append(0x80)
    bytes.append(littleEndian: Self.footerMagic)
    return bytes
  }
}

extension SeekTable {
  /// The size of the table that a file's last bytes announce; nil where they announce none.
  ///
  /// The footer is the file's last ``footerBytes`` bytes.
  static func bytes(footer: Span<UInt8>, fileBytes: Int) -> Int? {
    guard footer.count == footerBytes,
      footer.littleEndian(at: 5) == UInt64(footerMagic), footer[4] & 0x7C == 0
    else { return nil }
    let count = Int(footer.littleEndian(at: 0))
    guard count <= SnapshotIndex.maximumFrames else { return nil }
    let bytes = 8 + count * (footer[4] & 0x80 == 0 ? 8 : 12) + footerBytes
    return bytes <= fileBytes ? bytes : nil
  }

  /// Reads the table; nil where it contradicts itself or the size of the file.
  ///
  /// - Parameters:
  ///   - table: the bytes that ``bytes(footer:fileBytes:)`` told of.
  ///   - fileBytes: the size of the file.
  init?(_ table: Span<UInt8>, fileBytes: Int) {
    guard table.littleEndian(at: 0) == UInt64(Self.magic),
      table.littleEndian(at: 4) == UInt64(table.count - 8)
    else { return nil }
    let hasChecksums = table[table.count - 5] & 0x80 != 0
    let entryBytes = hasChecksums ? 12 : 8
    let count = (table.count - 8 - Self.footerBytes) / entryBytes
    entries.reserveCapacity(count)
    // At most 2²¹ numbers of 32 bits each: the sum cannot overflow.
    var end = table.count
    for index in 0..<count {
      let offset = 8 + index * entryBytes
      let bytes = Int(table.littleEndian(at: offset))
      let contentBytes = Int(table.littleEndian(at: offset + 4))
      guard contentBytes <= bytes * ZstdFrameHeader.maximumRatio else { return nil }
      end += bytes
      entries.append(
        Entry(
          bytes: bytes, contentBytes: contentBytes,
          checksum: hasChecksums ? UInt32(table.littleEndian(at: offset + 8)) : nil))
    }
    guard end == fileBytes else { return nil }
  }
}
