import ArgumentParser
import NPYShare

struct WhoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "who",
    abstract: "List the processes that have an array mapped or open.",
    discussion: """
      Example: npyshare who frames

      ACCESS is what a process may do: read-write (its stores reach everybody), private (they stay \
      its own), read-only, or open when it has a descriptor and nothing mapped. MAPPED is address \
      space, in whole pages, and not memory that is taken. Other users' processes show to root only.
      """)

  @Argument(help: "The array.")
  var location: String

  @OptionGroup var root: RootOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let location = try root.location(location)
    let users = ArrayUsers(try SharedArray.users(of: location))
    if output.json { return print(json(users, of: location).text) }
    if users.processes.isEmpty {
      return print("no process maps '\(PrintableText(location.description))'\(users.unknownText)")
    }
    var table = TextTable([
      ("PID", .right), ("USER", .right), ("ACCESS", .left), ("MAPPED", .right), ("COMMAND", .left),
    ])
    for user in users.processes {
      table.append([
        "\(user.process)", "\(user.user)", ArrayUsers.access(user),
        user.protections.isEmpty ? "-" : "\(ByteCount(user.mappedBytes))", user.command,
      ])
    }
    print(table.text)
    let count = users.processes.count
    print("\(count) \(count == 1 ? "process" : "processes")\(users.unknownText)")
  }

  private func json(_ users: ArrayUsers, of location: ArrayLocation) -> JSONValue {
    .object([
      ("location", .string(location.description)), ("path", .string(location.path)),
      (
        "processes",
        .array(
          users.processes.map { user in
            .object([
              ("pid", .int(Int(user.process))), ("command", .string(user.command)),
              ("user", .int(Int(user.user))), ("access", .string(ArrayUsers.access(user))),
              ("mapped_bytes", .int(user.mappedBytes)), ("open", .bool(user.isOpen)),
            ])
          })
      ),
      ("processes_unknown", .int(users.unknownCount)),
    ])
  }
}
