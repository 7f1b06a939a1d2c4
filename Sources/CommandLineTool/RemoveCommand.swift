import ArgumentParser
import NPYShare

struct RemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rm",
    abstract: "Remove arrays.",
    discussion: """
      Example: npyshare rm photos frames

      Only the name goes: processes that have an array attached keep it until they let go. An array \
      that any process is seen to use is refused without --force.
      """)

  @Argument(help: "The arrays.")
  var locations: [String]

  @Flag(help: "Remove files that are not .npy images, too: raw arrays look like nothing else.")
  var raw = false

  @Flag(help: "Remove arrays that are in use, too.")
  var force = false

  @OptionGroup var root: RootOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    // What is no location at all is found before anything is removed.
    let locations = try locations.map { try root.location($0) }
    var failed = false
    var results: [JSONValue] = []
    for location in locations {
      do throws(ArrayStoreError) {
        if !force, try isUsed(location) { throw .inUse(location) }
        try SharedArray.remove(location, format: raw ? .raw : .npy, onlyIfUnused: !force)
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

  /// Whether another process has it mapped or open; numpy takes no lock that would say so.
  private func isUsed(_ location: ArrayLocation) throws(ArrayStoreError) -> Bool {
    let users: FileUsers
    do {
      users = try SharedArray.users(of: location)
    } catch .system {
      // Without /proc there are only the locks to go by.
      return false
    }
    return !ArrayUsers(users).processes.isEmpty
  }
}
