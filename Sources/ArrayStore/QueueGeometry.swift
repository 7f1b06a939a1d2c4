/// What a queue is, and where its words lie in the control file.
///
/// It stands in the file's first page and never changes. Offsets are worked out from the counts, and
/// never read. Little-endian; source: `Tools/models/queue/PROTOCOL.md`, section 1. Inlinable is what is
/// needed for every message.
@frozen
package struct QueueGeometry: Hashable, Sendable {
  package static let magic = Array("NPYQUEUE".utf8)
  package static let version = 1
  @inlinable package static var slotCount: Int { 64 }
  /// The room in front of a payload's elements, in bytes: its header.
  @inlinable package static var headerBytes: Int { 4096 }
  /// The size of the page, and how much of it the checksum covers.
  @inlinable package static var bytes: Int { 4096 }
  @inlinable package static var checkedBytes: Int { 504 }
  package static let payloadCounts = 1...32_768
  package static let payloadSizes = 0...1 << 46

  package let payloadCount: Int
  /// How much the elements of a message may take, in bytes.
  package let payloadBytes: Int
  package let hasOneProducer: Bool
  package let hasOneConsumer: Bool
  package let acknowledges: Bool
  package let identifier: QueueIdentifier
  /// When it was made, in nanoseconds since 1970.
  package let created: UInt64

  /// The size of a payload's file, in bytes.
  package var payloadFileBytes: Int { Self.headerBytes + payloadBytes }
  /// The size of all payloads' files, in bytes; at most the largest number.
  package var allBytes: Int {
    let bytes = payloadFileBytes.multipliedReportingOverflow(by: payloadCount)
    return bytes.overflow ? .max : bytes.partialValue
  }
  /// The size of the control file, in bytes.
  package var controlBytes: Int { record(payloadCount) }

  // Words that are stored to by different processes lie 128 bytes apart: processors fetch cache
  // lines in pairs.
  @inlinable package static var tail: Int { 4096 }
  @inlinable package static var head: Int { 4224 }
  @inlinable package static var receiversWaiting: Int { 4352 }
  @inlinable package static var receiversTurn: Int { 4356 }
  @inlinable package static var sendersWaiting: Int { 4480 }
  @inlinable package static var sendersTurn: Int { 4484 }
  @inlinable package static var ended: Int { 4608 }
  @inlinable package static var returns: Int { 4616 }
  @inlinable package static var lost: Int { 4624 }
  /// Whether an array was ever put into it, and whether its owner has let go of it.
  @inlinable package static var handsOver: Int { 4736 }
  @inlinable package static var abandoned: Int { 4744 }
  @inlinable package static var peers: Int { 4864 }

  /// Where a peer's slot begins: generation, process, roles, time of joining, command.
  @inlinable package static func peer(_ slot: Int) -> Int { peers + slot * 128 }

  /// Where the place of a position in the ring is.
  @inlinable package func ring(_ position: UInt64) -> Int {
    Self.peer(Self.slotCount) + Int(position % UInt64(payloadCount)) * 64
  }

  /// Where a payload's words begin: the sender's, and 128 bytes further on the receiver's.
  @inlinable package func payload(_ index: Int) -> Int {
    Self.peer(Self.slotCount) + payloadCount * 64 + index * 256
  }

  // What stands where among a payload's words, the loan first.
  @inlinable package static var at: Int { 8 }
  @inlinable package static var sentAt: Int { 24 }
  @inlinable package static var sender: Int { 32 }
  @inlinable package static var bytesSent: Int { 40 }
  @inlinable package static var use: Int { 128 }
  @inlinable package static var kind: Int { 136 }
  /// The kind of a payload that hands an array over; that of a message is 0.
  @inlinable package static var arrayKind: UInt64 { 1 }

  /// The bytes that locks stand for: in use; a role; the slot of a peer.
  package static let inUse = 0..<1
  package static let producer = 1..<2
  package static let consumer = 2..<3
  package static func slot(_ slot: Int) -> Range<Int> { 64 + slot..<65 + slot }

  /// Where the record of an array in flight begins.
  package func record(_ index: Int) -> Int { payload(payloadCount) + index * 512 }

  package init(
    payloadCount: Int, payloadBytes: Int, hasOneProducer: Bool, hasOneConsumer: Bool,
    acknowledges: Bool, identifier: QueueIdentifier, created: UInt64
  ) {
    self.payloadCount = payloadCount
    self.payloadBytes = payloadBytes
    self.hasOneProducer = hasOneProducer
    self.hasOneConsumer = hasOneConsumer
    self.acknowledges = acknowledges
    self.identifier = identifier
    self.created = created
  }
}
