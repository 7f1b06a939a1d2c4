// How numbers and checksums stand in a journal.

extension [UInt8] {
  /// Where the checksum of a slot stands.
  private static var checksumOffset: Int { JournalEntry.byteCount - 8 }

  mutating func put(_ bytes: [UInt8], at offset: Int) {
    replaceSubrange(offset..<offset + bytes.count, with: bytes)
  }

  mutating func put<Number: FixedWidthInteger>(_ number: Number, at offset: Int) {
    for index in 0..<Number.bitWidth / 8 {
      self[offset + index] = UInt8(truncatingIfNeeded: number >> (8 * index))
    }
  }

  func number<Number: FixedWidthInteger>(at offset: Int) -> Number {
    (0..<Number.bitWidth / 8).reduce(0) { $0 | Number(self[offset + $1]) << (8 * $1) }
  }

  mutating func putChecksum() {
    put(checksum, at: Self.checksumOffset)
  }

  var hasRightChecksum: Bool { number(at: Self.checksumOffset) == checksum }

  /// FNV-1a, 64 bits: it finds what was written by half, and is no defence against a forger.
  ///
  /// Source: draft-eastlake-fnv.
  private var checksum: UInt64 {
    self[..<Self.checksumOffset].reduce(0xcbf2_9ce4_8422_2325) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
  }
}
