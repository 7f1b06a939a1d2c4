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
    let users = (try? listing.users())?.map(ArrayUsers.init)
    let entries = listing.entries.enumerated().map { ($1, users?[$0]) }
    if output.json {
      return print(JSONValue.lines(entries.map { json($0, $1, in: root.arrayRoot) }))
    }
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
      case .other(let kind): ("-", "-", kind.rawValue)
      case .unreadable: ("?", "?", "not readable")
      }
    return [
      entry.name, dtype, shape, "\(ByteCount(entry.status.size))",
      "\(ByteCount(entry.status.allocatedBytes))",
      Self.mode(entry.status), "\(entry.status.owner)",
      AgeText(seconds: entry.status.ageInSeconds).description, users?.countText ?? "?",
      Self.leases(entry.leases), Self.lifetime(entry), Self.owner(entry.owner), remark,
    ]
  }

  private static func leases(_ leases: ArrayListing.LeaseCounts?) -> String {
    guard let leases else { return "?" }
    var parts: [String] = []
    if leases.shared > 0 { parts.append("\(leases.shared) shared") }
    if leases.exclusive > 0 { parts.append("\(leases.exclusive) exclusive") }
    return parts.isEmpty ? "-" : parts.joined(separator: ", ")
  }

  private static func lifetime(_ entry: ArrayListing.Entry) -> String {
    if let owner = entry.owner { return owner.lifetime.rawValue }
    guard case .array = entry.content else { return "-" }
    // Only root may read the journals of others.
    let isKnown = geteuid() == 0 || geteuid() == entry.status.owner
    return isKnown ? ArrayLifetime.persistent.rawValue : "?"
  }

  private static func owner(_ owner: ArrayListing.Owner?) -> String {
    guard let scope = owner?.scope else { return "-" }
    return "\(scope.process)" + (scope.isAlive ? "" : " dead")
  }

  private static func mode(_ status: FileStatus) -> String {
    let digits = String(status.permissions, radix: 8)
    return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }

  private func json(
    _ entry: ArrayListing.Entry, _ users: ArrayUsers?, in root: ArrayRoot
  ) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("name", .string(entry.name)), ("path", .string("\(root.path)/\(entry.name)")),
    ]
    var header: NPYHeader?
    var problems: [NPYProblem] = []
    switch entry.content {
    case .array(let format):
      members.append(("kind", .string("array")))
      header = format.header
      problems = format.problems
    case .foreign(let segment):
      members.append(("kind", .string(segment.kind.rawValue)))
      header = segment.layout?.header
    case .other(let kind): members.append(("kind", .string(kind.rawValue)))
    case .unreadable(let reason):
      members += [("kind", .string("unreadable")), ("reason", .string(reason))]
    }
    members += [
      ("descr", JSONValue(header) { JSONValue($0.dtype.descr) }),
      ("fortran_order", JSONValue(header) { .bool($0.isFortranOrder) }),
      ("shape", JSONValue(header) { JSONValue($0.shape) }),
      ("file_bytes", .int(entry.status.size)),
      ("resident_bytes", .int(entry.status.allocatedBytes)),
      ("mode", .string(Self.mode(entry.status))),
      ("user", .int(Int(entry.status.owner))),
      ("modified", .int(entry.status.modified)),
      ("processes", JSONValue(users) { JSONValue($0.processes.map { Int($0.process) }) }),
      ("processes_unknown", JSONValue(users) { .int($0.unknownCount) }),
      (
        "leases",
        JSONValue(entry.leases) {
          .object([("shared", .int($0.shared)), ("exclusive", .int($0.exclusive))])
        }
      ),
      ("lifetime", .string(Self.lifetime(entry))),
      ("owner", JSONValue(entry.owner) { $0.scope.json }),
      ("problems", InspectionReport.json(problems)),
    ]
    return .object(members)
  }
}
