import QueueLayout

// How an entry's purpose stands in its bytes.

extension JournalEntry {
  /// The queue by which the array is handed over; nil for one that is simply owned.
  var handover: QueueHandover? {
    switch purpose {
    case .array, .queue: nil
    case .sending(let handover), .receiving(let handover): handover
    }
  }

  /// Whether it is a queue.
  var isQueue: Bool {
    if case .queue = purpose { true } else { false }
  }
}

extension [UInt8] {
  private static var purposeOffset: Int { 407 }
  private static var queueOffset: Int { 408 }
  private static var payloadOffset: Int { 424 }
  private static var tagOffset: Int { 432 }

  mutating func put(_ purpose: JournalEntry.Purpose) {
    switch purpose {
    case .array: return
    case .queue(let queue):
      self[Self.purposeOffset] = 1
      put(queue.bytes, at: Self.queueOffset)
    case .sending(let handover): put(handover, code: 2)
    case .receiving(let handover): put(handover, code: 3)
    }
  }

  private mutating func put(_ handover: QueueHandover, code: UInt8) {
    self[Self.purposeOffset] = code
    put(handover.queue.bytes, at: Self.queueOffset)
    put(UInt32(handover.payload), at: Self.payloadOffset)
    put(handover.tag.word, at: Self.tagOffset)
  }

  /// The purpose of an entry; nil when there is no such one.
  var purpose: JournalEntry.Purpose? {
    let queue = QueueIdentifier(bytes: Array(self[Self.queueOffset..<Self.payloadOffset]))
    let payload: UInt32 = number(at: Self.payloadOffset)
    let tag = OwnerTag(number(at: Self.tagOffset) as UInt64)
    let handover = tag.map { QueueHandover(queue: queue, payload: Int(payload), tag: $0) }
    return switch self[Self.purposeOffset] {
    case 0: .array
    case 1: .queue(queue)
    case 2: handover.map { .sending($0) }
    case 3: handover.map { .receiving($0) }
    default: nil
    }
  }
}
