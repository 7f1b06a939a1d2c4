/// What a queue's word `tail` says: how many messages were sent, and whether the queue is closed.
public struct QueueTail: Hashable, Sendable {
  /// The bit that says it is closed.
  @inlinable public static var closedBit: UInt64 { 1 << 63 }

  /// The word itself.
  public let word: UInt64

  /// Reads a word.
  @inlinable public init(word: UInt64) {
    self.word = word
  }

  /// How many messages were sent.
  @inlinable public var position: UInt64 { word & ~Self.closedBit }
  /// Whether nothing more can be sent.
  @inlinable public var isClosed: Bool { word & Self.closedBit != 0 }
}
