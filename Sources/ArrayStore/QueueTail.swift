/// What a queue's word `tail` says: how many messages were sent, and whether the queue is closed.
@frozen
package struct QueueTail: Hashable, Sendable {
  package static let closedBit: UInt64 = 1 << 63

  package let word: UInt64

  @inlinable package init(word: UInt64) {
    self.word = word
  }

  @inlinable package var position: UInt64 { word & ~(1 << 63) }
  @inlinable package var isClosed: Bool { word & 1 << 63 != 0 }
}
