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
      try run(arguments[1], try ArrayLocation(file: arguments[2]), Array(arguments[3...]))
    } catch {
      print("queue-worker: \(error)")
      exit(3)
    }
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
    case ("attach", 1):
      try endAfter(arguments[0])
      while true { _ = try ArrayQueue.attach(location) }
    case ("hold", 0):
      try hold(try ArrayQueue.attach(location))
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

  /// Says that it holds a message, and lets go of it when it is told to.
  private static func hold(_ queue: ArrayQueue) throws {
    guard let message = try queue.receive() else { return say("ended") }
    say("held \(message.isRedelivered)")
    if readLine() == "acknowledge" { message.acknowledge() }
    say("released")
    _ = readLine()
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
