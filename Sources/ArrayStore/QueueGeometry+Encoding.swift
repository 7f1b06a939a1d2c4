package import QueueLayout

extension QueueGeometry {
  private static let oneProducer = 1
  private static let oneConsumer = 2
  private static let acknowledge = 4

  /// The bytes of the first page.
  package var encoded: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Self.bytes)
    func store(_ value: UInt64, _ range: Range<Int>) {
      for (shift, index) in range.enumerated() {
        bytes[index] = UInt8(truncatingIfNeeded: value >> (8 * UInt64(shift)))
      }
    }
    bytes.replaceSubrange(0..<8, with: Self.magic)
    store(UInt64(Self.version), 8..<12)
    store(UInt64(Self.slotCount), 12..<16)
    store(UInt64(payloadCount), 16..<20)
    let flags =
      (hasOneProducer ? Self.oneProducer : 0) | (hasOneConsumer ? Self.oneConsumer : 0)
      | (acknowledges ? Self.acknowledge : 0)
    store(UInt64(flags), 20..<24)
    store(UInt64(payloadBytes), 24..<32)
    store(UInt64(Self.headerBytes), 32..<40)
    store(UInt64(controlBytes), 40..<48)
    bytes.replaceSubrange(48..<64, with: identifier.bytes)
    store(created, 64..<72)
    store(Self.checksum(bytes), Self.checkedBytes..<512)
    return bytes
  }

  /// Reads the first page from a private copy.
  ///
  /// - Parameters:
  ///   - bytes: the copy; as much as there is.
  ///   - fileBytes: the size of the file.
  /// - Throws: ``GeometryProblem``.
  package init(parsing bytes: [UInt8], fileBytes: Int) throws(GeometryProblem) {
    guard bytes.count >= Self.magic.count, Array(bytes.prefix(Self.magic.count)) == Self.magic
    else { throw .notAQueue }
    guard bytes.count == Self.bytes else { throw .size(needed: Self.bytes, found: fileBytes) }
    func number(_ range: Range<Int>) -> UInt64 {
      range.reversed().reduce(0) { $0 << 8 | UInt64(bytes[$1]) }
    }
    let version = number(8..<12)
    guard version == Self.version else { throw .version(version) }
    let checksum = Self.checksum(bytes)
    guard number(Self.checkedBytes..<512) == checksum else { throw .checksum }
    guard let payloadCount = Int(exactly: number(16..<20)),
      Self.payloadCounts.contains(payloadCount),
      let payloadBytes = Int(exactly: number(24..<32)), Self.payloadSizes.contains(payloadBytes),
      number(12..<16) == Self.slotCount, number(32..<40) == Self.headerBytes,
      number(20..<24) < 8
    else { throw .numbers }
    let flags = Int(number(20..<24))
    self.init(
      payloadCount: payloadCount, payloadBytes: payloadBytes,
      hasOneProducer: flags & Self.oneProducer != 0,
      hasOneConsumer: flags & Self.oneConsumer != 0,
      acknowledges: flags & Self.acknowledge != 0,
      identifier: QueueIdentifier(bytes: Array(bytes[48..<64])), created: number(64..<72))
    guard number(40..<48) == controlBytes, fileBytes == controlBytes else {
      throw .size(needed: controlBytes, found: fileBytes)
    }
  }

  /// FNV-1a of what stands before the checksum.
  ///
  /// Source: draft-eastlake-fnv.
  private static func checksum(_ bytes: [UInt8]) -> UInt64 {
    bytes.prefix(checkedBytes).reduce(0xCBF2_9CE4_8422_2325) {
      ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3
    }
  }
}
