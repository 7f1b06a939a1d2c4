/// What a queue is, and where its words lie in the control file.
///
/// It stands in the file's first page and never changes. Offsets are worked out from the counts, and
/// never read. Little-endian; source: `Tools/models/queue/PROTOCOL.md`, section 1.
struct QueueGeometry: Hashable, Sendable {
  static let magic = Array("NPYQUEUE".utf8)
  static let version = 1
  static let slotCount = 64
  /// The room in front of a payload's elements, in bytes: its header.
  static let headerBytes = 4096
  /// The size of the page, and how much of it the checksum covers.
  static let bytes = 4096
  static let checkedBytes = 504
  static let payloadCounts = 1...32_768
  static let payloadSizes = 0...1 << 46

  let payloadCount: Int
  /// How much the elements of a message may take, in bytes.
  let payloadBytes: Int
  let hasOneProducer: Bool
  let hasOneConsumer: Bool
  let acknowledges: Bool
  let identifier: QueueIdentifier
  /// When it was made, in nanoseconds since 1970.
  let created: UInt64

  /// The size of a payload's file, in bytes.
  var payloadFileBytes: Int { Self.headerBytes + payloadBytes }
  /// The size of the control file, in bytes.
  var controlBytes: Int { record(payloadCount) }

  // Words that are stored to by different processes lie 128 bytes apart: processors fetch cache
  // lines in pairs.
  static let tail = 4096
  static let head = 4224
  static let receiversWaiting = 4352
  static let receiversTurn = 4356
  static let sendersWaiting = 4480
  static let sendersTurn = 4484
  static let ended = 4608
  static let returns = 4616
  static let lost = 4624
  static let peers = 4864

  /// Where a peer's slot begins: generation, process, roles, time of joining, command.
  static func peer(_ slot: Int) -> Int { peers + slot * 128 }

  /// Where the place of a position in the ring is.
  func ring(_ position: UInt64) -> Int {
    Self.peer(Self.slotCount) + Int(position % UInt64(payloadCount)) * 64
  }

  /// Where a payload's words begin: the sender's, and 128 bytes further on the receiver's.
  func payload(_ index: Int) -> Int {
    Self.peer(Self.slotCount) + payloadCount * 64 + index * 256
  }

  /// Where the record of an array in flight begins.
  func record(_ index: Int) -> Int { payload(payloadCount) + index * 512 }
}
