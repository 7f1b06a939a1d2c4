/// One record of an archive's directory.
struct NPZRecord {
  /// The offset after the record.
  let end: Int
  private let flags: UInt16
  private let method: UInt16
  private let checksum: UInt32
  private let name: String
  private var compressedBytes: UInt64
  private var uncompressedBytes: UInt64
  private var offset: UInt64

  /// Bit 0 of a record's flags.
  private static let encryptedFlag: UInt16 = 1
  /// Bit 11: the name is UTF-8, else code page 437.
  private static let utf8Flag: UInt16 = 1 << 11

  /// Reads the record at `start`, the one with number `index`.
  ///
  /// - Throws: `NPZError.damagedRecord`, `.badName`.
  init(_ bytes: Span<UInt8>, at start: Int, index: Int) throws(NPZError) {
    let fixedEnd = start + ZipField.directoryRecordBytes
    guard fixedEnd <= bytes.count,
      ZipField.uint32(bytes, at: start) == ZipField.directorySignature
    else { throw .damagedRecord(index: index) }
    let nameEnd = fixedEnd + Int(ZipField.uint16(bytes, at: start + 28))
    let extraEnd = nameEnd + Int(ZipField.uint16(bytes, at: start + 30))
    end = extraEnd + Int(ZipField.uint16(bytes, at: start + 32))
    guard end <= bytes.count else { throw .damagedRecord(index: index) }
    flags = ZipField.uint16(bytes, at: start + 8)
    method = ZipField.uint16(bytes, at: start + 10)
    checksum = ZipField.uint32(bytes, at: start + 16)
    compressedBytes = UInt64(ZipField.uint32(bytes, at: start + 20))
    uncompressedBytes = UInt64(ZipField.uint32(bytes, at: start + 24))
    offset = UInt64(ZipField.uint32(bytes, at: start + 42))
    let nameBytes = HeaderReader.copy(bytes, fixedEnd..<nameEnd)
    if flags & Self.utf8Flag == 0 {
      name = CodePage437.decode(nameBytes)
    } else if let text = String(validating: nameBytes, as: UTF8.self) {
      name = text
    } else {
      throw .badName(index: index)
    }
    try readExtra(bytes, nameEnd..<extraEnd, index)
  }

  /// Replaces the numbers that do not fit 32 bits by those in the ZIP64 extra field.
  private mutating func readExtra(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ index: Int
  ) throws(NPZError) {
    var position = range.lowerBound
    while range.upperBound - position >= 4 {
      let kind = ZipField.uint16(bytes, at: position)
      let fieldEnd = position + 4 + Int(ZipField.uint16(bytes, at: position + 2))
      guard fieldEnd <= range.upperBound else { throw .damagedRecord(index: index) }
      position += 4
      if kind == ZipField.zip64Extra {
        let field = position..<fieldEnd
        try Self.widen(&uncompressedBytes, bytes, field, &position, index)
        try Self.widen(&compressedBytes, bytes, field, &position, index)
        try Self.widen(&offset, bytes, field, &position, index)
      }
      position = fieldEnd
    }
  }

  /// Reads a number anew that was too large for 32 bits.
  private static func widen(
    _ number: inout UInt64, _ bytes: Span<UInt8>, _ field: Range<Int>, _ position: inout Int,
    _ index: Int
  ) throws(NPZError) {
    guard number == 0xFFFF_FFFF else { return }
    guard field.upperBound - position >= 8 else { throw .damagedRecord(index: index) }
    number = ZipField.uint64(bytes, at: position)
    position += 8
  }

  /// The member that the record is about.
  ///
  /// - Throws: `NPZError.memberOutside` if it does not end before the directory starts.
  func entry(_ location: NPZDirectory.Location) throws(NPZError) -> NPZEntry {
    let limit = location.range.lowerBound
    let room = UInt64(limit - location.leadingBytes)
    let header = UInt64(NPZEntry.localHeaderBytes)
    guard offset <= room, header <= room - offset, compressedBytes <= room - offset - header,
      let uncompressed = Int(exactly: uncompressedBytes)
    else { throw .memberOutside(name: name) }
    return NPZEntry(
      name: name, method: NPZEntry.Method(code: method),
      isEncrypted: flags & Self.encryptedFlag != 0, compressedBytes: Int(compressedBytes),
      uncompressedBytes: uncompressed, checksum: checksum,
      localHeaderOffset: location.leadingBytes + Int(offset), limit: limit)
  }
}
