import ArgumentParser
import Glibc
import NPYShare

struct CollectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "collect",
    abstract: "Remove the arrays of owners that are dead.",
    discussion: """
      Example: npyshare collect --dry-run

      Arrays that must not outlive their owner go when it exits. What is left of one that was killed \
      goes by this command, and whenever a process begins to own arrays or runs out of space. It never \
      touches persistent arrays, those of living owners, or those that somebody has attached and \
      that last as long. Those who have a collected array attached keep it until they let go.

      Segments that other programs left (CPython, PyTorch, SharedArray, …) go with --foreign, if no \
      process maps them; look first: npyshare collect --foreign --dry-run.

      With --wait it sleeps until an owner has ended, and collects at once: give the OWNER that \
      npyshare ls shows, or the scope of its --json.
      """)

  @Flag(help: "Only say what would be removed.")
  var dryRun = false

  @Option(
    help: ArgumentHelp(
      "Wait until this owner has ended: a process, or a scope.", valueName: "owner"))
  var wait: String?

  @Flag(help: "Collect what dead owners of all users have left, as those users (root only).")
  var allUsers = false

  @OptionGroup var foreignOptions: ForeignOptions
  @OptionGroup var root: RootOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if allUsers, wait != nil {
      throw ValidationError("--wait waits for an owner of this user; leave out --all-users.")
    }
    if foreignOptions.foreign, allUsers || wait != nil {
      throw ValidationError("--foreign goes with neither --wait nor --all-users.")
    }
    if allUsers, geteuid() != 0 {
      throw ValidationError("--all-users is for root, who may act as other users.")
    }
  }

  func run() throws {
    if foreignOptions.foreign {
      let report = ForeignReport(
        segments: try ForeignSegments.collect(
          in: root.arrayRoot, options: foreignOptions.options(isDryRun: dryRun)))
      return print(output.json ? report.json : report.text)
    }
    if let wait { try waitForEnd(of: wait) }
    var collected: [CollectedArray] = []
    do {
      if allUsers {
        try root.arrayRoot.collectOfAllUsers(isDryRun: dryRun) { collected.append($0) }
      } else {
        try root.arrayRoot.collect(isDryRun: dryRun) { collected.append($0) }
      }
    } catch {
      // What was removed is said, too, when something else could not be.
      if !collected.isEmpty { printReport(collected) }
      throw error
    }
    printReport(collected)
    let hasFailures = collected.contains { array in
      if case .failed = array.outcome { true } else { false }
    }
    if hasFailures { throw Outcome.operationFailed }
  }

  private func waitForEnd(of owner: String) throws {
    if let scope = ScopeIdentifier(owner) {
      try root.arrayRoot.waitForEnd(of: scope)
      return
    }
    guard let process = Int32(owner) else {
      throw ValidationError(
        "'\(PrintableText(owner))' is neither a process nor a scope of sixteen digits.")
    }
    let scopes = try root.arrayRoot.scopes().filter { $0.process == process }
    if scopes.isEmpty {
      StandardError.print(
        "npyshare: process \(process) owns no arrays in \(root.arrayRoot.path): nothing to wait for"
      )
    }
    for scope in scopes { try root.arrayRoot.waitForEnd(of: scope.identifier) }
  }

  private func printReport(_ collected: [CollectedArray]) {
    if output.json {
      print(JSONValue.lines(collected.map(\.json)))
    } else {
      printTable(collected)
    }
  }

  private func printTable(_ collected: [CollectedArray]) {
    if !collected.isEmpty {
      var table = TextTable([
        ("NAME", .left), ("LIFETIME", .left), ("SIZE", .right), ("OWNER", .right),
        ("COMMAND", .left), ("", .left),
      ])
      for array in collected {
        table.append([
          array.name, array.lifetime.rawValue, "\(ByteCount(array.bytes))",
          "\(array.scope.process)", PrintableText(array.scope.command).description,
          array.outcomeText(isDryRun: dryRun),
        ])
      }
      print(table.text)
    }
    let removed = collected.filter { $0.outcome == .removed }
    let bytes = removed.reduce(0) { $0 + $1.bytes }
    let queues = removed.count { $0.isQueue }
    let arrays = removed.count - queues
    var counts = "\(arrays) \(arrays == 1 ? "array" : "arrays")"
    if queues > 0 { counts += " and \(queues) \(queues == 1 ? "queue" : "queues")" }
    print("\(counts) \(dryRun ? "would be removed" : "removed"), \(ByteCount(bytes))")
  }
}

extension CollectedArray {
  fileprivate func outcomeText(isDryRun: Bool) -> String {
    switch outcome {
    case .removed: isDryRun ? "would be removed" : "removed"
    case .inUse: "in use"
    case .failed(let reason): "failed: \(reason)"
    }
  }
}
