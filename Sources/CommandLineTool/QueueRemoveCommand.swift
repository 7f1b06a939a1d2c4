import ArgumentParser
import NPYShare

struct QueueRemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rm",
    abstract: "Close queues and remove their names.",
    discussion: """
      Example: npyshare queue rm frames

      Who has a queue attached may receive what was sent; it goes, with what is then left in it, when \
      the last of them lets go of it.
      """)

  @Argument(help: "The queues.")
  var locations: [String]

  @OptionGroup var root: RootOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    // What is no location at all is found before anything is removed.
    let locations = try locations.map { try root.location($0) }
    var failed = false
    var results: [JSONValue] = []
    for location in locations {
      do throws(ArrayQueueError) {
        try ArrayQueue.remove(location)
        results.append(
          .object([("location", .string(location.description)), ("removed", .bool(true))]))
      } catch {
        failed = true
        StandardError.print("npyshare: \(error)")
        results.append(
          .object([
            ("location", .string(location.description)), ("removed", .bool(false)),
            ("error", .string(error.description)),
          ]))
      }
    }
    if output.json { print(JSONValue.lines(results)) }
    if failed { throw Outcome.operationFailed }
  }
}
