import Foundation
import TestSupport
import Testing

/// `npyshare who`, and the column of `npyshare ls`, with real users of an array.
@Suite struct WhoTests {
  private let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory(.shm)
    for name in ["frames", "idle"] {
      let made = try npyshare("create", name, "--shape", "3000", "--dtype", "<f4")
      #expect(made.status == 0, "\(made.errors)")
    }
  }

  private func npyshare(_ arguments: String...) throws -> ChildProcess {
    try ChildProcess.npyshare(arguments, environment: ["NPYSHARE_ROOT": directory.path])
  }

  /// A process that maps the array with numpy, once it says so.
  private func numpy(mode: String) throws -> RunningProcess {
    let process = try RunningProcess(
      RepositoryFiles.python,
      [
        "-c",
        """
        import sys, numpy as np
        a = np.load(sys.argv[1], mmap_mode=sys.argv[2])
        print("mapped", flush=True)
        sys.stdin.read()
        """, directory.file("frames"), mode,
      ])
    try #require(process.receive() == "mapped", "\(process.wait().errors)")
    return process
  }

  /// Lines without what depends on the machine: blanks more than one, and how many processes of
  /// others there are.
  private func lines(_ child: ChildProcess) -> [String] {
    child.output.split(separator: "\n").map { line in
      line.split(separator: " ").joined(separator: " ")
        .replacing(#/; \d+ (more )?could not be looked into.*/#, with: "")
    }
  }

  @Test func numpyIsSeenWithItsAccessUntilItLetsGo() throws {
    for (mode, access) in [("r+", "read-write"), ("r", "read-only"), ("c", "private")] {
      let process = try numpy(mode: mode)
      let child = try npyshare("who", "frames")
      #expect(child.status == 0 && child.errors.isEmpty, "\(child.errors)")
      #expect(
        lines(child) == [
          "PID USER ACCESS MAPPED COMMAND", "\(process.id) \(getuid()) \(access) 12 KiB python",
          "1 process",
        ])
      #expect(lines(try npyshare("who", "idle")) == ["no process maps 'idle'"])
      _ = process.wait()
      #expect(lines(try npyshare("who", "frames")) == ["no process maps 'frames'"])
    }
  }

  @Test func bothFormsOfJSONNameTheProcesses() throws {
    let processes = [try numpy(mode: "r"), try numpy(mode: "r+")].sorted { $0.id < $1.id }
    let ids = processes.map { Int($0.id) }
    let who = try #require(
      try JSONSerialization.jsonObject(with: Data(npyshare("who", "frames", "--json").output.utf8))
        as? [String: Any])
    #expect(who["location"] as? String == "frames")
    #expect(who["path"] as? String == directory.file("frames"))
    #expect(who["processes_unknown"] as? Int != nil)
    let users = try #require(who["processes"] as? [[String: Any]])
    #expect(users.map { $0["pid"] as? Int } == ids)
    #expect(Set(users.map { $0["access"] as? String }) == ["read-only", "read-write"])
    for user in users {
      #expect(user["user"] as? Int == Int(getuid()) && user["command"] as? String == "python")
      #expect(user["mapped_bytes"] as? Int == 12288 && user["open"] as? Bool == true)
    }
    let entries = try #require(
      try JSONSerialization.jsonObject(with: Data(npyshare("ls", "--json").output.utf8))
        as? [[String: Any]])
    #expect(entries.map { $0["processes"] as? [Int] } == [ids, []])
    #expect(
      entries.map { $0["processes_unknown"] as? Int } == [
        who["processes_unknown"] as? Int, who["processes_unknown"] as? Int,
      ])
    for process in processes { _ = process.wait() }
  }

  @Test func aListingCountsTheUsersOfEveryEntry() throws {
    let processes = [try numpy(mode: "r"), try numpy(mode: "c")]
    let rows = lines(try npyshare("ls")).map { $0.split(separator: " ") }
    #expect(
      Self.processCounts(rows).map { $0?.replacing("+?", with: "") } == ["PROCS", "2", "0"])
    for process in processes { _ = process.wait() }
  }

  /// The column PROCS, before the three on leases and owners, of the first three lines.
  private static func processCounts(_ rows: [[Substring]]) -> [Substring?] {
    rows.prefix(3).map { $0.dropLast(3).last }
  }

  /// A process in a user namespace of its own may look at nobody else's.
  @Test func whoMayNotLookIsToldHowManyItDidNotSee() throws {
    let process = try numpy(mode: "r")
    func unprivileged(_ arguments: String...) throws -> ChildProcess {
      try ChildProcess.run(
        "/usr/bin/unshare", ["--user", RepositoryFiles.npyshare] + arguments,
        environment: ["NPYSHARE_ROOT": directory.path])
    }
    let child = try unprivileged("who", "frames")
    #expect(
      child.output.wholeMatch(
        of:
          #/no process maps 'frames'; [1-9]\d* more could not be looked into \(other users'; run as root\)\n/#
      ) != nil, "\(child.output)\(child.errors)")
    let rows = lines(try unprivileged("ls")).map { $0.split(separator: " ") }
    #expect(Self.processCounts(rows) == ["PROCS", "0+?", "0+?"])
    _ = process.wait()
  }

  @Test func aCommandIsNoUserOfTheArrayThatItsShellHasOpen() throws {
    let child = try ChildProcess.run(
      "/bin/sh",
      [
        "-c", #"exec 3<"$1"; echo $$; "$0" who "$1"; "$0" who "$1""#, RepositoryFiles.npyshare,
        directory.file("frames"),
      ])
    let seen = lines(child)
    let shell = try #require(seen.first)
    let table = [
      "PID USER ACCESS MAPPED COMMAND", "\(shell) \(getuid()) open - sh", "1 process",
    ]
    #expect(seen.dropFirst() == (table + table)[...], "\(child.errors)")
  }

  @Test func aCommandsNameCannotGiveOrdersToTheTerminal() throws {
    let process = try RunningProcess(
      RepositoryFiles.python,
      [
        "-c",
        """
        import sys
        f = open(sys.argv[1])
        open("/proc/self/comm", "w").write("a\\x1b[31mb\\nc")
        print("open", flush=True)
        sys.stdin.read()
        """, directory.file("frames"),
      ])
    #expect(process.receive() == "open")
    let child = try npyshare("who", "frames")
    #expect(child.output.contains(#" a\x1b[31mb\x0ac"#), "\(child.output)")
    _ = process.wait()
  }

  @Test func whatIsNoArrayIsAnError() throws {
    let missing = try npyshare("who", "missing")
    #expect(missing.status == 3 && missing.errors.contains("there is no 'missing' in "))
    let folder = try npyshare("who", "/dev/shm")
    #expect(folder.status == 3 && folder.errors.contains("is a directory"), "\(folder.errors)")
    #expect(try npyshare("who", ".hidden").status == 2)
  }
}
