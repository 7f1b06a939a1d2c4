import Glibc
import NPYShare

/// One message, for a tracer that ends the process at an instruction of its choice, and a look at what
/// that has left.
struct SingleOperations {
  let location: ArrayLocation

  /// Stops, sends a message, and stops again.
  func send() throws {
    let queue = try ArrayQueue.attach(location)
    try Self.warm(queue)
    raise(SIGSTOP)
    try Self.send(queue, 7)
    raise(SIGSTOP)
  }

  /// Sends a message, stops, receives it and lets go of it, and stops again.
  func receive() throws {
    let queue = try ArrayQueue.attach(location)
    try Self.warm(queue)
    try Self.send(queue, 7)
    raise(SIGSTOP)
    _ = try queue.receive(as: UInt64.self) { try Self.check($0, 7) }
    raise(SIGSTOP)
  }

  /// Empties the queue for each line, makes sure that it works, and says how many messages it held,
  /// and how many of them were redelivered.
  func look() throws {
    while readLine() != nil {
      // By then it has let go of its roles.
      print(try lookOnce())
      fflush(nil)
    }
  }

  private func lookOnce() throws -> String {
    let queue = try ArrayQueue.attach(location)
    var (left, redelivered) = (0, 0)
    while let message = try queue.tryReceive() {
      try message.withView(as: UInt64.self) { try Self.check($0, 7) }
      left += 1
      if message.isRedelivered { redelivered += 1 }
      message.acknowledge()
    }
    try fillAndEmpty(queue)
    return "left \(left) \(redelivered)"
  }

  /// As many messages as there are payloads: none was lost with the dead, and they come in order.
  private func fillAndEmpty(_ queue: ArrayQueue) throws {
    var count: UInt64 = 0
    while try queue.trySend(shape: [4], of: UInt64.self, { Self.fill(&$0, count) }) { count += 1 }
    guard count == UInt64(queue.payloadCount) else {
      throw UsageError(arguments: ["\(count) of \(queue.payloadCount) payloads are free"])
    }
    for number in 0..<count {
      guard let message = try queue.tryReceive() else {
        throw UsageError(arguments: ["message \(number) of \(count) is gone"])
      }
      try message.withView(as: UInt64.self) { try Self.check($0, number) }
      message.acknowledge()
    }
  }

  private static func warm(_ queue: ArrayQueue) throws {
    for _ in 0..<queue.payloadCount {
      try send(queue, 1)
      _ = try queue.receive(as: UInt64.self) { try check($0, 1) }
    }
  }

  private static func send(_ queue: ArrayQueue, _ number: UInt64) throws {
    try queue.send(shape: [4], of: UInt64.self) { fill(&$0, number) }
  }

  private static func fill(_ view: inout MutableArrayView<UInt64>, _ number: UInt64) {
    for index in 0..<4 { view[index] = number &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(index) }
  }

  private static func check(_ view: borrowing ArrayView<UInt64>, _ number: UInt64) throws {
    guard view.count == 4 else { throw UsageError(arguments: ["a message of \(view.count)"]) }
    for index in 0..<4 where view[index] != number &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(index) {
      throw UsageError(arguments: ["element \(index) of message \(number) is \(view[index])"])
    }
  }
}
