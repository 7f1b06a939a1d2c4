import Glibc
public import NPYShare

/// Messages that show when they are torn, sent and received by processes that may be killed at any
/// instruction, and what is known of them afterwards.
///
/// A message is a producer's number, its count of messages, numbers made of both, and a checksum. An
/// array of counts, shared by all, says how often each message was received, and in its last column
/// how many the producer knows to have sent.
public struct QueueCampaign: Sendable {
  /// The most messages of a producer.
  public static let longest = 20_000
  /// The size of a payload, in bytes.
  public static let payloadBytes = 512

  let queue: ArrayQueue
  let counts: SharedArray

  /// Attaches the queue and the counts.
  ///
  /// - Throws: when either cannot be attached.
  public init(queue: ArrayLocation, counts: ArrayLocation) throws {
    self.queue = try ArrayQueue.attach(queue)
    self.counts = try SharedArray.attach(counts, access: .readWrite)
  }

  /// Makes the counts for so many producers.
  ///
  /// - Throws: when they cannot be made.
  public static func createCounts(_ location: ArrayLocation, producers: Int) throws {
    _ = try SharedArray.create(location, shape: [producers, longest + 1], of: UInt32.self)
  }

  /// Sends the messages of several producers, one after the other, until the queue is closed.
  ///
  /// - Parameters:
  ///   - producers: their numbers.
  ///   - microseconds: how long to pause after each message.
  /// - Throws: what the queue throws, but for `.closed`.
  public func produce(_ producers: Range<Int>, pausing microseconds: Int) throws {
    for producer in producers where !queue.isClosed {
      try produce(producer, pausing: microseconds)
    }
  }

  /// Sends messages until there are enough, or the queue is closed.
  ///
  /// - Throws: what the queue throws, but for `.closed`.
  public func produce(
    _ producer: Int, count: Int = longest, pausing microseconds: Int = 0
  ) throws {
    for sequence in 0..<count {
      if microseconds > 0 { usleep(UInt32(microseconds)) }
      do {
        try queue.send(shape: [Self.elementCount(sequence)], of: UInt64.self) { message in
          Self.fill(&message, producer, sequence)
        }
      } catch ArrayQueueError.closed {
        return
      }
      try counts.withUnleasedMutableView(as: UInt32.self) { counts in
        counts[producer, Self.longest] = UInt32(sequence + 1)
      }
    }
  }

  /// Receives messages until the queue has ended.
  ///
  /// - Returns: how many.
  /// - Throws: what the queue throws; ``TornMessage``; ``WrongOrder``.
  @discardableResult
  public func consume() throws -> Int {
    var latest: [Int: Int] = [:]
    var received = 0
    func check(_ message: borrowing ArrayView<UInt64>) throws {
      let (producer, sequence) = try Self.check(message)
      if !queue.acknowledges, let earlier = latest[producer], earlier >= sequence {
        throw WrongOrder(producer: producer, earlier: earlier, later: sequence)
      }
      latest[producer] = sequence
      try counts.withUnleasedMutableView(as: UInt32.self) { counts in
        counts[producer, sequence] = counts[producer, sequence] + 1
      }
    }
    // Half of the messages as they can be held, half in the closure.
    while true {
      if received.isMultiple(of: 2) {
        guard try queue.receive(as: UInt64.self, { try check($0) }) != nil else { return received }
      } else {
        guard let message = try queue.receive() else { return received }
        try message.withView(as: UInt64.self) { try check($0) }
        message.acknowledge()
      }
      received += 1
    }
  }

  private static func fill(
    _ message: inout MutableArrayView<UInt64>, _ producer: Int, _ sequence: Int
  ) {
    let count = message.count
    message[0] = UInt64(producer)
    message[1] = UInt64(sequence)
    var sum = element(producer, sequence, 0)
    for index in 2..<count - 1 {
      message[index] = element(producer, sequence, index)
      sum = sum &* 31 &+ message[index]
    }
    message[count - 1] = sum
  }

  private static func check(_ message: borrowing ArrayView<UInt64>) throws -> (Int, Int) {
    let count = message.count
    let (producer, sequence) = (Int(message[0]), Int(message[1]))
    guard count == elementCount(sequence) else { throw TornMessage(producer, sequence, at: 0) }
    var sum = element(producer, sequence, 0)
    for index in 2..<count - 1 {
      guard message[index] == element(producer, sequence, index) else {
        throw TornMessage(producer, sequence, at: index)
      }
      sum = sum &* 31 &+ message[index]
    }
    guard message[count - 1] == sum else { throw TornMessage(producer, sequence, at: count - 1) }
    return (producer, sequence)
  }

  /// Every sixteenth differs from the one before; some are nothing but their frame.
  private static func elementCount(_ sequence: Int) -> Int { 4 + sequence / 16 * 7 % 40 }

  private static func element(_ producer: Int, _ sequence: Int, _ index: Int) -> UInt64 {
    UInt64(producer + 1) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(sequence) &* 0xBF58_476D_1CE4_E5B9
      &+ UInt64(index)
  }
}

/// A message whose elements are not all of one sending.
public struct TornMessage: Error {
  let producer: Int
  let sequence: Int
  let index: Int

  init(_ producer: Int, _ sequence: Int, at index: Int) {
    self.producer = producer
    self.sequence = sequence
    self.index = index
  }
}

/// A message that was received after a later one of the same producer.
public struct WrongOrder: Error {
  let producer: Int
  let earlier: Int
  let later: Int
}
