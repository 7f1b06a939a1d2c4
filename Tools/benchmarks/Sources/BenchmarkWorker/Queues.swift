import Glibc
import NPYShare

extension BenchmarkWorker {
  /// Creates a queue, which stays until it is removed.
  ///
  /// Arguments: location, payloads, bytes of each, `one` or `many` of each side.
  static func createQueue(_ arguments: [String]) throws -> [Double] {
    let peers: ArrayQueue.Peers = arguments[3] == "one" ? .one : .many
    _ = try ArrayQueue.create(
      try ArrayLocation(arguments[0]), payloadCount: try number(arguments[1]),
      payloadBytes: try number(arguments[2]), producers: peers, consumers: peers,
      lifetime: .persistent)
    return []
  }

  /// Removes a queue.
  ///
  /// Argument: location.
  static func removeQueue(_ arguments: [String]) throws -> [Double] {
    try ArrayQueue.remove(try ArrayLocation(arguments[0]))
    return []
  }

  /// Sends messages to a process that answers each of them, one after the other.
  ///
  /// Arguments: location of the queue there and of the one back, elements of a message, number of
  /// round trips. Result: the seconds of one way.
  static func pingQueue(_ arguments: [String]) throws -> [Double] {
    let (there, back) = try (queue(arguments[0]), queue(arguments[1]))
    let (shape, count) = try ([number(arguments[2])], number(arguments[3]))
    func go(_ count: Int) throws {
      for number in 0..<count {
        try there.send(shape: shape, of: Int.self) { $0[0] = number }
        let answer = try back.receive(as: Int.self) { $0[0] }
        guard answer == number else { throw BenchmarkError("sent \(number), got \(answer ?? -1)") }
      }
    }
    try go(20)
    return [try seconds { try go(count) } / Double(2 * count)]
  }

  /// Answers.
  ///
  /// Arguments as of ``pingQueue(_:)``, the queues in the same order.
  static func pongQueue(_ arguments: [String]) throws -> [Double] {
    let (there, back) = try (queue(arguments[0]), queue(arguments[1]))
    let (shape, count) = try ([number(arguments[2])], number(arguments[3]))
    for _ in 0..<20 + count {
      guard let number = try there.receive(as: Int.self, { $0[0] }) else { break }
      try back.send(shape: shape, of: Int.self) { $0[0] = number }
    }
    return []
  }

  /// Sends messages that say when they were sent.
  ///
  /// Both processes pause before each, so that who waits for it sleeps.
  ///
  /// Arguments: location of the queue there and of the one back, microseconds of a pause, number of
  /// round trips. Result: the seconds of one way, in the middle.
  static func pingSleepers(_ arguments: [String]) throws -> [Double] {
    let (there, back) = try (queue(arguments[0]), queue(arguments[1]))
    let (pause, count) = try (number(arguments[2]), number(arguments[3]))
    var times: [Double] = []
    for _ in 0..<count {
      try sendTime(there, after: pause)
      times.append(try receiveTime(back))
    }
    return [times.sorted()[count / 2]]
  }

  /// Answers.
  ///
  /// Arguments as of ``pingSleepers(_:)``.
  static func pongSleepers(_ arguments: [String]) throws -> [Double] {
    let (there, back) = try (queue(arguments[0]), queue(arguments[1]))
    let (pause, count) = try (number(arguments[2]), number(arguments[3]))
    for _ in 0..<count {
      _ = try receiveTime(there)
      try sendTime(back, after: pause)
    }
    return []
  }

  /// Sends numbers.
  ///
  /// Arguments: location, how many.
  static func sendToQueue(_ arguments: [String]) throws -> [Double] {
    let queue = try queue(arguments[0])
    let shape = [1]
    for number in 0..<(try number(arguments[1])) {
      try queue.send(shape: shape, of: Int.self) { $0[0] = number }
    }
    return []
  }

  /// Receives numbers, and takes the time from the first tenth on.
  ///
  /// Arguments: location, how many. Result: the seconds of one.
  static func receiveFromQueue(_ arguments: [String]) throws -> [Double] {
    let queue = try queue(arguments[0])
    let count = try number(arguments[1])
    func receive(_ numbers: Range<Int>) throws {
      for number in numbers {
        guard try queue.receive(as: Int.self, { $0[0] }) == number else {
          throw BenchmarkError("not \(number)")
        }
      }
    }
    try receive(0..<count / 10)
    let time = try seconds { try receive(count / 10..<count) }
    return [time / Double(count - count / 10)]
  }

  /// Sends numbers and receives them again, in one thread: what the code costs by itself.
  ///
  /// Arguments: location, how many. Result: the seconds of one.
  static func turnQueue(_ arguments: [String]) throws -> [Double] {
    let queue = try queue(arguments[0])
    let (shape, count) = ([1], try number(arguments[1]))
    func go(_ count: Int) throws {
      for number in 0..<count {
        try queue.send(shape: shape, of: Int.self) { $0[0] = number }
        guard try queue.receive(as: Int.self, { $0[0] }) == number else {
          throw BenchmarkError("not \(number)")
        }
      }
    }
    try go(20)
    return [try seconds { try go(count) } / Double(count)]
  }

  /// Fills messages and sends them.
  ///
  /// Arguments: location, bytes of each, how many.
  static func fillQueue(_ arguments: [String]) throws -> [Double] {
    let queue = try queue(arguments[0])
    let extent = try number(arguments[1]) / MemoryLayout<Int>.stride
    for number in 0..<(try number(arguments[2])) {
      try queue.send(shape: [extent], of: Int.self) { view in
        var elements = view.elements
        elements.update(repeating: number)
      }
    }
    return []
  }

  /// Receives messages and adds up their elements.
  ///
  /// Arguments as of ``fillQueue(_:)``. Result: the seconds of one, after the first three.
  static func sumQueue(_ arguments: [String]) throws -> [Double] {
    let queue = try queue(arguments[0])
    let extent = try number(arguments[1]) / MemoryLayout<Int>.stride
    let count = try number(arguments[2])
    func receive(_ numbers: Range<Int>) throws {
      for number in numbers {
        let sum = try queue.receive(as: Int.self) { view in
          let elements = view.elements
          var sum = 0
          for index in elements.indices { sum &+= elements[index] }
          return sum
        }
        guard sum == number * extent else { throw BenchmarkError("not the sum of \(number)") }
      }
    }
    try receive(0..<3)
    return [try seconds { try receive(3..<count) } / Double(count - 3)]
  }

  private static func queue(_ text: String) throws -> ArrayQueue {
    try ArrayQueue.attach(try ArrayLocation(text))
  }

  private static func sendTime(_ queue: ArrayQueue, after pause: Int) throws {
    usleep(UInt32(pause))
    try queue.send(shape: [1], of: Int64.self) { $0[0] = nanoseconds() }
  }

  private static func receiveTime(_ queue: ArrayQueue) throws -> Double {
    guard let sent = try queue.receive(as: Int64.self, { $0[0] }) else {
      throw BenchmarkError("the queue was closed")
    }
    return Double(nanoseconds() - sent) * 1e-9
  }

  private static func nanoseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
