import ArgumentParser
import NPYShare

struct QueueListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ls",
    abstract: "List this user's queues.",
    discussion: """
      Example: npyshare queue ls

      DEPTH is how many messages wait, of how many that can be on their way; OLDEST is how long the \
      next of them has waited. PEERS are the handles that have the queue attached, and those that were \
      killed; ROLES is how many may send and how many may receive.
      """)

  @OptionGroup var root: RootOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let queues = try QueueStatus.all(in: root.arrayRoot)
    if output.json { return print(JSONValue.lines(queues.map { $0.json(rates: nil) })) }
    if queues.isEmpty { return print("no queue in \(root.arrayRoot.path)") }
    var table = TextTable([
      ("NAME", .left), ("DEPTH", .right), ("WAITING", .right), ("OLDEST", .right),
      ("PAYLOAD", .right), ("ROLES", .left), ("PEERS", .left), ("SENT", .right),
      ("LOST", .right), ("", .left),
    ])
    for queue in queues {
      table.append([
        queue.location.name, "\(queue.depth)/\(queue.payloadCount)",
        "\(ByteCount(queue.depthBytes))", queue.oldestText, "\(ByteCount(queue.payloadBytes))",
        queue.rolesText, queue.peersText, "\(queue.sentCount)", "\(queue.lostCount)",
        queue.remarks,
      ])
    }
    print(table.text)
    print("\(queues.count) \(queues.count == 1 ? "queue" : "queues")")
  }
}
