/// What a queue is, and where its words lie in the control file.
///
/// It stands in the file's first page and never changes. Offsets are worked out from the counts, and
/// never read. Little-endian; source: `Tools/models/queue/PROTOCOL.md`, section 1. What
/// is needed for every message is public, since the compiler takes nothing else into the code of
/// another module.
public struct QueueGeometry: Hashable, Sendable {
  package static let magic = Array("NPYQUEUE".utf8)
  package static let version = 1
  /// How many handles may have it.
  @inlinable public static var slotCount: Int { 64 }
  /// The room in front of a payload's elements, in bytes: its header.
  @inlinable public static var headerBytes: Int { 4096 }
  /// The size of the page, and how much of it the checksum covers.
  package static var bytes: Int { 4096 }
  package static var checkedBytes: Int { 504 }
  package static let payloadCounts = 1...32_768
  package static let payloadSizes = 0...1 << 46

  /// How many messages can be on their way at a time.
  public let payloadCount: Int
  /// How much the elements of a message may take, in bytes.
  package let payloadBytes: Int
  /// Whether one handle sends for life.
  public let hasOneProducer: Bool
  /// Whether one handle receives for life.
  public let hasOneConsumer: Bool
  /// Whether messages are delivered again that were not acknowledged.
  public let acknowledges: Bool
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
  package static var tail: Int { 4096 }
  package static var head: Int { 4224 }
  package static var receiversWaiting: Int { 4352 }
  package static var receiversTurn: Int { 4356 }
  package static var sendersWaiting: Int { 4480 }
  package static var sendersTurn: Int { 4484 }
  package static var ended: Int { 4608 }
  package static var returns: Int { 4616 }
  package static var lost: Int { 4624 }
  /// Whether an array was ever put into it, and whether its owner has let go of it.
  package static var handsOver: Int { 4736 }
  package static var abandoned: Int { 4744 }
  @usableFromInline static var peers: Int { 4864 }

  /// Where a peer's slot begins: generation, process, roles, time of joining, command.
  @inlinable public static func peer(_ slot: Int) -> Int { peers + slot * 128 }

  /// Where the place of a position in the ring is.
  @inlinable public func ring(_ position: UInt64) -> Int {
    Self.peer(Self.slotCount) + Int(position % UInt64(payloadCount)) * 64
  }

  /// Where a payload's words begin: the sender's, and 128 bytes further on the receiver's.
  @inlinable public func payload(_ index: Int) -> Int {
    Self.peer(Self.slotCount) + payloadCount * 64 + index * 256
  }

  // What stands where among a payload's words, the loan first.
  /// The position after that at which it was sent.
  @inlinable public static var at: Int { 8 }
  /// When, in nanoseconds since 1970.
  @inlinable public static var sentAt: Int { 24 }
  /// The tag of its sender.
  @inlinable public static var sender: Int { 32 }
  /// The size of its elements, in bytes.
  @inlinable public static var bytesSent: Int { 40 }
  /// The tag of its receiver.
  @inlinable public static var use: Int { 128 }
  /// What it holds.
  @inlinable public static var kind: Int { 136 }
  /// The kind of a payload that hands an array over; that of a message is 0.
  @inlinable public static var arrayKind: UInt64 { 1 }

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
