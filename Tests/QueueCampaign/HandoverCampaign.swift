public import NPYShare

/// Arrays that are put and got by processes that may be killed at any instruction, and what is known
/// of them afterwards.
///
/// Each array's name and elements say who made it. The counts are those of ``QueueCampaign``.
public struct HandoverCampaign: Sendable {
  let queue: ArrayQueue
  let counts: SharedArray
  let root: ArrayRoot
  /// How many elements an array has.
  private static let elementCount = 64

  /// Attaches the queue and the counts.
  ///
  /// - Throws: when either cannot be attached.
  public init(queue: ArrayLocation, counts: ArrayLocation) throws {
    self.queue = try ArrayQueue.attach(queue)
    self.counts = try SharedArray.attach(counts, access: .readWrite)
    root = ArrayRoot(path: queue.directory)
  }

  /// Makes arrays and puts them until there are enough, or the queue is closed.
  ///
  /// - Throws: what the queue throws, but for `.closed`.
  public func produce(_ producer: Int, count: Int = QueueCampaign.longest) throws {
    for sequence in 0..<count {
      // Now and then one whose users keep it.
      let lifetime: ArrayLifetime = sequence % 3 == 0 ? .lastUser : .scoped
      let array = try SharedArray.create(
        try ArrayLocation("a\(producer)-\(sequence)", root: root), shape: [Self.elementCount],
        of: UInt64.self, options: CreationOptions(lifetime: lifetime)
      ) { view in
        for index in 0..<Self.elementCount {
          view[index] = Self.element(producer, sequence, index)
        }
      }
      do {
        try queue.put(array)
      } catch ArrayQueueError.closed {
        guard array.isOwner else { throw NotOwned(name: array.location.name) }
        try array.remove()
        return
      }
      if array.isOwner { throw NotOwned(name: array.location.name) }
      try counts.withUnleasedMutableView(as: UInt32.self) { counts in
        counts[producer, QueueCampaign.longest] = UInt32(sequence + 1)
      }
    }
  }

  /// Gets arrays until the queue has ended, keeps each for a moment, and removes it.
  ///
  /// - Throws: what the queue throws; ``TornMessage``; ``NotOwned``.
  public func consume() throws {
    while let message = try queue.receive() {
      let (producer, sequence) = try message.withView(as: UInt64.self) { try Self.check($0) }
      // What is to be acknowledged counts before that, so that none is lost.
      if queue.acknowledges { try count(producer, sequence) }
      let array = try message.adopt()
      if !queue.acknowledges { try count(producer, sequence) }
      let name = array.location.name
      guard array.isOwner, name == "a\(producer)-\(sequence)" else { throw NotOwned(name: name) }
      // It is nobody's to collect.
      let again = try SharedArray.attach(array.location)
      try again.withUnleasedView(as: UInt64.self) { _ = try Self.check($0) }
      guard try array.remove() else { throw NotOwned(name: name) }
    }
  }

  /// Collects without end.
  ///
  /// - Throws: what a collection throws.
  public static func collect(in root: ArrayRoot) throws {
    while true { try root.collect() }
  }

  private func count(_ producer: Int, _ sequence: Int) throws {
    try counts.withUnleasedMutableView(as: UInt32.self) { counts in
      counts[producer, sequence] = counts[producer, sequence] + 1
    }
  }

  private static func check(_ view: borrowing ArrayView<UInt64>) throws -> (Int, Int) {
    let (producer, sequence) = (Int(view[0] >> 32), Int(view[0] & 0xFFFF_FFFF))
    for index in 0..<view.count where view[index] != element(producer, sequence, index) {
      throw TornMessage(producer, sequence, at: index)
    }
    return (producer, sequence)
  }

  private static func element(_ producer: Int, _ sequence: Int, _ index: Int) -> UInt64 {
    (UInt64(producer) << 32 | UInt64(sequence)) &+ UInt64(index) &* 0x9E37_79B9_7F4A_7C15
  }
}

/// An array that is not whose it should be.
public struct NotOwned: Error {
  let name: String
}
