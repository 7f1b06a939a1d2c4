import ArgumentParser
import NPYShare

struct QueueCloseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "close",
    abstract: "End a queue's stream: nothing more can be sent.",
    discussion: """
      Example: npyshare queue close frames

      Who receives gets what was sent before, and then sees the end. Closing again does nothing.
      """)

  @Argument(help: "The queue.")
  var location: String

  @OptionGroup var root: RootOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let location = try root.location(location)
    try ArrayQueue.attach(location).close()
    let status = try QueueStatus(of: location)
    if output.json { return print(status.json(rates: nil).text) }
    print("closed \(status.line); \(status.depth) waiting")
  }
}
