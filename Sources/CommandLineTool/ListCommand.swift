import ArgumentParser
import Glibc
import NPYShare

struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ls",
    abstract: "List what is in shared memory: arrays, and what other programs left there.",
    discussion: """
      Example: npyshare ls

      RESIDENT is the memory that a file really takes: less than its size when it is sparse. \
      PROCS is how many processes have it mapped or open, with +? when others' processes could not \
      be looked into (npyshare who NAME says more; root sees all). LEASES are the shared and the \
      exclusive ones that are held. LIFETIME is how long an array stays, OWNER the process that it \
      stays for, by the number that this process gave itself: what a dead one has left goes with \
      npyshare collect.
      """)

  @OptionGroup var root: RootOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let listing = try ArrayListing(root: root.arrayRoot)
    if listing.undecodableCount > 0 {
      let error = ArrayStoreError.undecodableNames(
        root.arrayRoot.path, count: listing.undecodableCount)
      StandardError.print("npyshare: \(error)")
    }
    // Without /proc the rest of the listing is as good as ever.
    let fileUsers = try? listing.users()
    if output.json {
      return print(JSONValue.lines(listing.json(in: root.arrayRoot, users: fileUsers)))
    }
    let users = fileUsers?.map(ArrayUsers.init)
    let entries = listing.entries.enumerated().map { ($1, users?[$0]) }
    if listing.entries.isEmpty { return print("nothing in \(root.arrayRoot.path)") }
    var table = TextTable([
      ("NAME", .left), ("DTYPE", .left), ("SHAPE", .left), ("SIZE", .right), ("RESIDENT", .right),
      ("MODE", .left), ("USER", .right), ("AGE", .right), ("PROCS", .right), ("LEASES", .left),
      ("LIFETIME", .left), ("OWNER", .left), ("", .left),
    ])
    for (entry, users) in entries { table.append(row(entry, users)) }
    print(table.text)
    let resident = listing.entries.reduce(0) { $0 + $1.status.allocatedBytes }
    let count = listing.entries.count
    print("\(count) \(count == 1 ? "entry" : "entries"), \(ByteCount(resident)) resident\(room)")
  }

  private var room: String {
    guard let space = try? FileSystemSpace.holding(root.arrayRoot.path) else { return "" }
    return
      "; \(root.arrayRoot.path) has \(ByteCount(space.freeBytes)) of \(ByteCount(space.totalBytes)) free"
  }

  private func row(_ entry: ArrayListing.Entry, _ users: ArrayUsers?) -> [String] {
    let (dtype, shape, remark) =
      switch entry.content {
      case .array(let format):
        (
          format.header.map { "\($0.dtype)" } ?? "?",
          format.header.map { "\(ShapeText($0.shape))" + ($0.isFortranOrder ? " F" : "") } ?? "?",
          format.problems.map { $0.code.rawValue }.joined(separator: ", ")
        )
      case .foreign(let segment):
        (
          segment.layout.map { "\($0.dtype)" } ?? "-",
          segment.layout.map { "\(ShapeText($0.shape))" } ?? "-", segment.kind.rawValue
        )
      case .queue(let queue):
        (
          "-", "-",
          "queue, \(queue.depth) of \(queue.payloadCount) messages of up to \(ByteCount(queue.payloadBytes))"
            + (queue.isClosed ? ", closed" : "")
        )
      case .other(let kind): ("-", "-", kind.rawValue)
      case .unreadable: ("?", "?", "not readable")
      }
    return [
      entry.name, dtype, shape, "\(ByteCount(entry.status.size))",
      "\(ByteCount(entry.status.allocatedBytes))",
      entry.modeText, "\(entry.status.owner)",
      AgeText(seconds: entry.status.ageInSeconds).description, users?.countText ?? "?",
      Self.leases(entry.leases), entry.lifetimeText, Self.owner(entry.owner), remark,
    ]
  }

  private static func leases(_ leases: ArrayListing.LeaseCounts?) -> String {
    guard let leases else { return "?" }
    var parts: [String] = []
    if leases.shared > 0 { parts.append("\(leases.shared) shared") }
    if leases.exclusive > 0 { parts.append("\(leases.exclusive) exclusive") }
    return parts.isEmpty ? "-" : parts.joined(separator: ", ")
  }

  private static func owner(_ owner: ArrayListing.Owner?) -> String {
    guard let scope = owner?.scope else { return "-" }
    return "\(scope.process)" + (scope.isAlive ? "" : " dead")
  }
}
