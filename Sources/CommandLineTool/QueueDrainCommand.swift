import ArgumentParser
import NPYShare

struct QueueDrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drain",
    abstract: "Take the messages that wait in a queue, and drop or keep them.",
    discussion: """
      Example: npyshare queue drain frames --to frames-of-today

      It ends when no message waits. With --to each becomes a file 000000.npy, 000001.npy, … in that \
      directory, as numpy would write it; numbers that are taken are left out. In a queue that \
      acknowledges a message counts as received when its file is there. A message that another \
      process holds is not taken.
      """)

  @Argument(help: "The queue.")
  var location: String

  @Option(
    help: ArgumentHelp("Keep the messages, in this directory.", valueName: "directory"),
    completion: .directory)
  var to: String?

  @Option(help: ArgumentHelp("Take at most so many.", valueName: "count"))
  var limit: Int?

  @OptionGroup var root: RootOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit must be at least 1.") }
    if let to, to.isEmpty { throw ValidationError("--to needs a directory; it is empty.") }
  }

  func run() throws {
    let location = try root.location(location)
    let queue = try ArrayQueue.attach(location)
    var messages: [JSONValue] = []
    var number = 0
    while messages.count < limit ?? .max, let message = try Self.next(queue) {
      var path: String?
      if let to {
        path = try Self.keep(message, in: to, &number)
      }
      messages.append(
        .object([
          ("descr", JSONValue(message.dtype.descr)),
          ("fortran_order", .bool(message.isFortranOrder)),
          ("shape", JSONValue(message.shape)), ("redelivered", .bool(message.isRedelivered)),
          ("path", JSONValue(path) { .string($0) }),
        ]))
      message.acknowledge()
    }
    if output.json { return print(JSONValue.lines(messages)) }
    let text = messages.count == 1 ? "1 message" : "\(messages.count) messages"
    let place = to.map { " into \(PrintableText($0))" } ?? ""
    print("took \(text) from '\(PrintableText(location.description))'\(place)")
  }

  /// The next message; nil when none waits.
  private static func next(_ queue: ArrayQueue) throws(ArrayQueueError) -> QueueMessage? {
    do throws(ArrayQueueError) {
      return try queue.tryReceive()
    } catch {
      if case .ended = error { return nil }
      throw error
    }
  }

  /// Writes a message under the first number that is not taken.
  private static func keep(
    _ message: borrowing QueueMessage, in directory: String, _ number: inout Int
  ) throws -> String {
    while true {
      let digits = String(number)
      let name = String(repeating: "0", count: max(0, 6 - digits.count)) + digits + ".npy"
      let file = try ArrayLocation(file: "\(directory)/\(name)")
      number += 1
      do throws(ArrayQueueError) {
        try message.export(to: file)
        return file.path
      } catch {
        guard case .store(.alreadyExists) = error else { throw error }
      }
    }
  }
}
