import ArgumentParser
import NPYShare

struct RemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rm",
    abstract: "Remove arrays.",
    discussion: """
      Example: npyshare rm photos frames

      Only the name goes: processes that have an array attached keep it until they let go.
      """)

  @Argument(help: "The arrays.")
  var locations: [String]

  @Flag(help: "Remove files that are not .npy images, too: raw arrays look like nothing else.")
  var raw = false

  @OptionGroup var root: RootOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    // What is no location at all is found before anything is removed.
    let locations = try locations.map { try root.location($0) }
    var failed = false
    var results: [JSONValue] = []
    for location in locations {
      do throws(ArrayStoreError) {
        try SharedArray.remove(location, format: raw ? .raw : .npy)
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
