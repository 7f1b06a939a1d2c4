import ArrayStore
import MappedFiles
import QueueLayout

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
  /// Whether its owner has let go of a queue that lasts as long as its users.
  let abandoned: SharedWord
  /// Whether an array was ever put into it: only then collectors look at its words.
  let handsOver: SharedWord
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
    abandoned = unsafe SharedWord(base + QueueGeometry.abandoned)
    handsOver = unsafe SharedWord(base + QueueGeometry.handsOver)
    receivers = unsafe WaitingSide(
      waiting: base + QueueGeometry.receiversWaiting, turn: base + QueueGeometry.receiversTurn)
    senders = unsafe WaitingSide(
      waiting: base + QueueGeometry.sendersWaiting, turn: base + QueueGeometry.sendersTurn)
    self.mapping = mapping
  }

  /// The number of the latest owner of a slot.
  @inline(__always) func generation(_ slot: Int) -> SharedWord {
    unsafe SharedWord(base + QueueGeometry.peer(slot))
  }

  /// One of the two words after a slot's generation, for people: process and roles; time.
  @inline(__always) func note(_ slot: Int, _ number: Int) -> SharedWord {
    unsafe SharedWord(base + QueueGeometry.peer(slot) + 8 + number * 8)
  }

  /// The payload that was sent at a position.
  @inline(__always) func ring(_ position: UInt64) -> SharedWord {
    unsafe SharedWord(base + geometry.ring(position))
  }

  /// Who has a payload on loan, to fill it.
  @inline(__always) func loan(_ payload: Int) -> SharedWord { sendersWord(payload, 0) }
  /// The position after the one at which a payload was sent; it is queued while
  /// `head < at <= tail`.
  @inline(__always) func at(_ payload: Int) -> SharedWord { sendersWord(payload, QueueGeometry.at) }
  /// 0: the message is in the payload; 1: it is the array that the payload's record names.
  ///
  /// On the line of ``use(_:)``, which both sides look at.
  @inline(__always) func kind(_ payload: Int) -> SharedWord {
    sendersWord(payload, QueueGeometry.kind)
  }
  /// When it was sent, in nanoseconds since 1970.
  @inline(__always) func sentAt(_ payload: Int) -> SharedWord {
    sendersWord(payload, QueueGeometry.sentAt)
  }
  /// The tag of its sender.
  @inline(__always) func sender(_ payload: Int) -> SharedWord {
    sendersWord(payload, QueueGeometry.sender)
  }
  /// The size of its elements, in bytes.
  @inline(__always) func bytes(_ payload: Int) -> SharedWord {
    sendersWord(payload, QueueGeometry.bytesSent)
  }
  /// Who has received a payload, and reads it.
  @inline(__always) func use(_ payload: Int) -> SharedWord {
    sendersWord(payload, QueueGeometry.use)
  }

  @inline(__always) private func sendersWord(_ payload: Int, _ offset: Int) -> SharedWord {
    unsafe SharedWord(base + geometry.payload(payload) + offset)
  }
}
