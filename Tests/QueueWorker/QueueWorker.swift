import CFork
import CSelfKill
import Glibc
import NPYShare
import QueueCampaign

/// A second process that sends and receives, for tests to wait for and to kill.
///
/// It ends with 0, or with 3 and the error, which it prints like all that it says.
@main
struct QueueWorker {
  static func main() {
    do {
      let arguments = CommandLine.arguments
      guard arguments.count >= 3 else { throw UsageError(arguments: arguments) }
      try run(arguments[1], try location(arguments[2]), Array(arguments[3...]))
    } catch {
      print("queue-worker: \(error)")
      exit(3)
    }
  }

  /// A file, or `ROOT//NAME`.
  private static func location(_ text: String) throws -> ArrayLocation {
    let parts = text.split(separator: "//")
    if parts.count != 2 { return try ArrayLocation(file: text) }
    return try ArrayLocation(String(parts[1]), root: ArrayRoot(path: String(parts[0])))
  }

  private static func run(
    _ command: String, _ location: ArrayLocation, _ arguments: [String]
  ) throws {
    switch (command, arguments.count) {
    case ("produce", 3):
      let campaign = try QueueCampaign(
        queue: location, counts: try ArrayLocation(file: arguments[0]))
      try endAfter(arguments[2])
      try campaign.produce(try number(arguments[1]))
    case ("consume", 2):
      let campaign = try QueueCampaign(
        queue: location, counts: try ArrayLocation(file: arguments[0]))
      try endAfter(arguments[1])
      try campaign.consume()
    case ("put-arrays", 3):
      let campaign = try HandoverCampaign(
        queue: location, counts: try ArrayLocation(file: arguments[0]))
      try endAfter(arguments[2])
      try campaign.produce(try number(arguments[1]))
    case ("get-arrays", 2):
      let campaign = try HandoverCampaign(
        queue: location, counts: try ArrayLocation(file: arguments[0]))
      try endAfter(arguments[1])
      try campaign.consume()
    case ("collect", 1):
      try endAfter(arguments[0])
      try HandoverCampaign.collect(in: ArrayRoot(path: location.directory))
    case ("put", 1):
      try put(try ArrayQueue.attach(location), arguments[0])
    case ("get", 0):
      try get(try ArrayQueue.attach(location))
    case ("produce-rows", 4):
      let campaign = try QueueCampaign(
        queue: location, counts: try ArrayLocation(file: arguments[0]))
      let rows = try number(arguments[1])..<number(arguments[2])
      try campaign.produce(rows, pausing: try number(arguments[3]))
    case ("consume-forking", 2):
      let campaign = try QueueCampaign(
        queue: location, counts: try ArrayLocation(file: arguments[0]))
      try forkSleeper()
      try endAfter(arguments[1])
      try campaign.consume()
    case ("step-send", 0): try SingleOperations(location: location).send()
    case ("step-receive", 0): try SingleOperations(location: location).receive()
    case ("look", 0): try SingleOperations(location: location).look()
    case ("threads", 1):
      try SharedHandle(queue: try ArrayQueue.attach(location)).run(try number(arguments[0]))
    case ("attach", 1):
      try endAfter(arguments[0])
      while true { _ = try ArrayQueue.attach(location) }
    case ("hold", 0):
      try hold(try ArrayQueue.attach(location))
    case ("create", 1):
      try create(location, lifetime: arguments[0])
    case ("fork", 0):
      try fork(location)
    case ("fill", 0):
      try fill(try ArrayQueue.attach(location))
    case ("send", 1):
      try send(try ArrayQueue.attach(location), count: try number(arguments[0]))
    default: throw UsageError(arguments: [command] + arguments)
    }
  }

  /// Lets the kernel end this process after some microseconds, at whatever instruction it then is.
  private static func endAfter(_ text: String) throws {
    let microseconds = try number(text)
    guard kill_self_after(microseconds) == 0 else { throw UsageError(arguments: [text]) }
  }

  /// Leaves a child that outlives this process, with copies of its descriptors.
  private static func forkSleeper() throws {
    switch plain_fork() {
    case 0:
      usleep(700_000)
      _exit(0)
    case -1: throw UsageError(arguments: ["fork"])
    default: break
    }
  }

  /// Says that it holds a message, and lets go of it when it is told to.
  private static func hold(_ queue: ArrayQueue) throws {
    guard let message = try queue.receive() else { return say("ended") }
    say("held \(message.isRedelivered)")
    if readLine() == "acknowledge" { message.acknowledge() }
    say("released")
    _ = readLine()
  }

  /// Makes a queue with one message in it, and ends when it is told to.
  private static func create(_ location: ArrayLocation, lifetime: String) throws {
    guard let lifetime = ArrayLifetime(rawValue: lifetime) else {
      throw UsageError(arguments: [lifetime])
    }
    let queue = try ArrayQueue.create(
      location, payloadCount: 4, payloadBytes: 4096, lifetime: lifetime)
    try queue.send(shape: [], of: UInt64.self) { $0[[]] = 7 }
    say("created")
    _ = readLine()
    // Without a return: the handle does not go by itself.
    exit(0)
  }

  /// Puts an array of a lifetime that it has made, and says so.
  private static func put(_ queue: ArrayQueue, _ lifetime: String) throws {
    guard let lifetime = ArrayLifetime(rawValue: lifetime) else {
      throw UsageError(arguments: [lifetime])
    }
    let array = try SharedArray.create(
      try ArrayLocation("a", root: ArrayRoot(path: queue.location.directory)), shape: [3],
      of: UInt64.self, lifetime: lifetime)
    try array.withUnleasedMutableView(as: UInt64.self) { $0[2] = 5 }
    try queue.put(array)
    say("put")
    _ = readLine()
  }

  /// Gets an array and says what it is.
  private static func get(_ queue: ArrayQueue) throws {
    guard let array = try queue.get() else { return say("ended") }
    say("got \(array.location.name) \(array.lifetime?.rawValue ?? "persistent")")
    _ = readLine()
  }

  /// Makes a queue for one consumer, holds its message, and has a child that outlives it.
  private static func fork(_ location: ArrayLocation) throws {
    let queue = try ArrayQueue.create(
      location, payloadCount: 2, payloadBytes: 4096, producers: .one, consumers: .one,
      acknowledges: true)
    try queue.send(shape: [], of: UInt64.self) { $0[[]] = 7 }
    guard let message = try queue.receive() else { return }
    let child = plain_fork()
    if child > 0 {
      _ = readLine()
      return message.acknowledge()
    }
    var refusals: [String] = []
    for attempt in [
      { try queue.send(shape: [], of: UInt64.self) { _ in } }, { _ = try queue.tryReceive() },
      { try queue.close() },
    ] as [() throws -> Void] {
      do {
        try attempt()
      } catch ArrayQueueError.forked {
        refusals.append("refused")
      }
    }
    let number = try message.withView(as: UInt64.self) { $0[[]] }
    message.acknowledge()
    // What it attaches itself is its own.
    let depth = try ArrayQueue.attach(location).depth
    say("\(getpid()) \(refusals.joined(separator: " ")) \(number) \(depth)")
    while true { pause() }
  }

  /// Says that it has a loan, and sends it when it is told to.
  private static func fill(_ queue: ArrayQueue) throws {
    try queue.send(shape: [1], of: UInt64.self) { view in
      view[0] = 1
      say("filling")
      _ = readLine()
    }
    say("sent")
    _ = readLine()
  }

  /// Sends numbers from 0 on, with as many elements, and then closes the queue.
  private static func send(_ queue: ArrayQueue, count: Int) throws {
    for number in 0..<count {
      try queue.send(shape: [number], of: Float.self) { view in
        for index in 0..<number { view[index] = Float(number) }
      }
    }
    try queue.close()
  }

  private static func say(_ text: String) {
    print(text)
    fflush(nil)
  }

  private static func number(_ text: String) throws -> Int {
    guard let number = Int(text) else { throw UsageError(arguments: [text]) }
    return number
  }
}

/// The command line is none of these.
struct UsageError: Error, CustomStringConvertible {
  let arguments: [String]

  var description: String { "not understood: \(arguments.joined(separator: " "))" }
}
