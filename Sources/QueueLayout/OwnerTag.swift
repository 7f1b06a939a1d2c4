/// What a word in the control file says of who has something: a slot, and which of its owners.
///
/// The generation stands above 16 bits with the slot's number, counted from 1. A slot's generation
/// grows with each owner, so a dead owner's tag is never used again.
public struct OwnerTag: Hashable, Sendable {
  /// The word of what nobody has.
  @inlinable public static var nobody: UInt64 { 0 }
  /// The word of a message that was given back and waits to be delivered again.
  @inlinable public static var returned: UInt64 { 0xFFFF }

  /// The bits of a generation.
  package static var generations: UInt64 { 1 << 48 - 1 }

  /// The word itself.
  public let word: UInt64

  package init(slot: Int, generation: UInt64) {
    word = generation << 16 | UInt64(slot + 1)
  }

  /// Reads a word; nil when it names no owner.
  package init?(_ word: UInt64) {
    guard (1...UInt64(QueueGeometry.slotCount)).contains(word & 0xFFFF) else { return nil }
    self.word = word
  }

  package var slot: Int { Int(word & 0xFFFF) - 1 }
  package var generation: UInt64 { word >> 16 }
}
