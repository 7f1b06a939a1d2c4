import MappedFiles

/// The words of a queue's control file, mapped.
@safe
final class QueueWords: @unchecked Sendable {
  // Sendable: the address never changes, and every word is used atomically.
  private let mapping: Mapping
  private let base: UnsafeMutableRawPointer
  private let geometry: QueueGeometry

  let tail: SharedWord
  let head: SharedWord
  /// How often a message was given back: who sees another number looks for them.
  let returns: SharedWord
  /// How many messages were lost with their receivers.
  let lost: SharedWord
  let receivers: WaitingSide
  let senders: WaitingSide

  /// Maps the control file.
  ///
  /// - Throws: `SystemCallError`.
  init(_ file: borrowing OwnedFile, _ geometry: QueueGeometry) throws(SystemCallError) {
    // Not the open file that is locked: a mapping keeps that open in a forked child, with its locks.
    let mapped = try OwnedFile(reopening: file)
    let mapping = try Mapping(mapped, count: geometry.controlBytes, protection: .readWrite)
    let base = unsafe mapping.address
    unsafe self.base = unsafe base
    self.geometry = geometry
    tail = unsafe SharedWord(base + QueueGeometry.tail)
    head = unsafe SharedWord(base + QueueGeometry.head)
    returns = unsafe SharedWord(base + QueueGeometry.returns)
    lost = unsafe SharedWord(base + QueueGeometry.lost)
    receivers = unsafe WaitingSide(
      waiting: base + QueueGeometry.receiversWaiting, turn: base + QueueGeometry.receiversTurn)
    senders = unsafe WaitingSide(
      waiting: base + QueueGeometry.sendersWaiting, turn: base + QueueGeometry.sendersTurn)
    self.mapping = mapping
  }

  /// The number of the latest owner of a slot.
  func generation(_ slot: Int) -> SharedWord {
    unsafe SharedWord(base + QueueGeometry.peer(slot))
  }

  /// One of the two words after a slot's generation, for people: process and roles; time.
  func note(_ slot: Int, _ number: Int) -> SharedWord {
    unsafe SharedWord(base + QueueGeometry.peer(slot) + 8 + number * 8)
  }

  /// The payload that was sent at a position.
  func ring(_ position: UInt64) -> SharedWord {
    unsafe SharedWord(base + geometry.ring(position))
  }

  /// Who has a payload on loan, to fill it.
  func loan(_ payload: Int) -> SharedWord { sendersWord(payload, 0) }
  /// The position after the one at which a payload was sent; it is queued while
  /// `head < at <= tail`.
  func at(_ payload: Int) -> SharedWord { sendersWord(payload, 8) }
  /// 0: the message is in the payload.
  func kind(_ payload: Int) -> SharedWord { sendersWord(payload, 16) }
  /// When it was sent, in nanoseconds since 1970.
  func sentAt(_ payload: Int) -> SharedWord { sendersWord(payload, 24) }
  /// The tag of its sender.
  func sender(_ payload: Int) -> SharedWord { sendersWord(payload, 32) }
  /// The size of its elements, in bytes.
  func bytes(_ payload: Int) -> SharedWord { sendersWord(payload, 40) }
  /// Who has received a payload, and reads it.
  func use(_ payload: Int) -> SharedWord { sendersWord(payload, 128) }

  private func sendersWord(_ payload: Int, _ offset: Int) -> SharedWord {
    unsafe SharedWord(base + geometry.payload(payload) + offset)
  }
}

/// What the word `tail` says: how many messages were sent, and whether the queue is closed.
struct Tail: Hashable, Sendable {
  static let closedBit: UInt64 = 1 << 63

  let word: UInt64

  var position: UInt64 { word & ~Self.closedBit }
  var isClosed: Bool { word & Self.closedBit != 0 }
}
