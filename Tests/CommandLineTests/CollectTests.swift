import Foundation
import TestSupport
import Testing

/// `npyshare collect`, and what `ls` and `rm` say of owners.
@Suite struct CollectTests {
  private let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory(.shm)
  }

  private func npyshare(_ arguments: String...) throws -> ChildProcess {
    try ChildProcess.npyshare(arguments, environment: ["NPYSHARE_ROOT": directory.path])
  }

  private func owner(_ commands: String...) throws -> OwnerProcess {
    let owner = try OwnerProcess(root: directory.path)
    for command in commands { try owner.tell(command) }
    return owner
  }

  private func lines(_ child: ChildProcess) -> [String] {
    child.output.split(separator: "\n").map { line in
      line.split(separator: " ").joined(separator: " ")
    }
  }

  private func objects(_ child: ChildProcess) throws -> [[String: Any]] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(child.output.utf8)) as? [[String: Any]])
  }

  private func arrays() throws -> [String] {
    try directory.names().filter { !$0.hasPrefix(".") }
  }

  @Test func aCollectionNamesWhatItRemovesAndWhatIsInUse() throws {
    #expect(lines(try npyshare("collect")) == ["0 arrays removed, 0 bytes"])
    #expect(try directory.names().isEmpty)
    let dead = try owner("create a scoped 600", "create b last-user", "create c persistent")
    let user = try owner("attach b", "create d scoped")
    dead.kill()
    let id = dead.process.id
    let table = [
      "NAME LIFETIME SIZE OWNER COMMAND",
      "a scoped 8 KiB \(id) array-owner would be removed",
      "b last-user 4 KiB \(id) array-owner in use",
      "1 array would be removed, 8 KiB",
    ]
    #expect(lines(try npyshare("collect", "--dry-run")) == table)
    #expect(try arrays() == ["a", "b", "c", "d"])
    let collected = lines(try npyshare("collect"))
    #expect(collected == table.map { $0.replacing("would be ", with: "") })
    #expect(try arrays() == ["b", "c", "d"])
    user.kill()
    let rest = try objects(npyshare("collect", "--json"))
    #expect(Set(rest.map { $0["name"] as? String }) == ["b", "d"])
    for array in rest {
      #expect(array["outcome"] as? String == "removed" && array["bytes"] as? Int == 4096)
      #expect(array["reason"] is NSNull)
      let scope = try #require(array["owner"] as? [String: Any])
      #expect(scope["alive"] as? Bool == false && scope["command"] as? String == "array-owner")
      let process = array["name"] as? String == "b" ? id : user.process.id
      #expect(scope["process"] as? Int == Int(process))
    }
    #expect(try npyshare("collect", "--json").output == "[]\n")
    #expect(try arrays() == ["c"])
  }

  @Test func whatIsCollectedIsNamedEvenIfSomethingElseCannotBe() throws {
    let owners = [try owner("create a scoped"), try owner("create b scoped")]
    let scopes = try owners.map { try $0.tell("default") }
    owners.forEach { $0.kill() }
    for (index, scope) in scopes.enumerated() {
      let arguments = ["collect", "--dry-run", "--root", directory.path]
      let number = try #require(
        try Strace.numberOfCall(to: "openat", with: scope, in: arguments))
      let child = try Strace.run(
        arguments, [.init(.error("EIO"), atCall: number, of: "openat")])
      #expect(child.status == 3 && child.errors.contains(scope), "\(child.errors)")
      let other = ["b", "a"][index]
      #expect(
        lines(child).dropFirst() == [
          "\(other) scoped 4 KiB \(owners[1 - index].process.id) array-owner would be removed",
          "1 array would be removed, 4 KiB",
        ], "\(child.output)")
    }
  }

  @Test(arguments: [true, false])
  func waitingCollectsAsSoonAsTheOwnerHasEnded(isByProcess: Bool) throws {
    let owner = try owner("create a scoped")
    let who = isByProcess ? "\(owner.process.id)" : try owner.tell("default")
    let waiter = try RunningProcess(
      RepositoryFiles.npyshare, ["collect", "--wait", who, "--root", directory.path])
    owner.kill()
    let child = waiter.wait()
    #expect(child.status == 0, "\(child.errors)")
    #expect(lines(child).last == "1 array removed, 4 KiB")
    #expect(try arrays().isEmpty)
  }

  @Test func whatCannotBeWaitedForIsBadUsage() throws {
    for owner in ["frames", "0123", "-1x", "0123456789ABCDEF"] {
      let child = try npyshare("collect", "--wait=\(owner)")
      let isNumber = Int32(owner) != nil
      #expect(child.status == (isNumber ? 0 : 2), "\(owner): \(child.errors)")
    }
    let child = try npyshare("collect", "--wait", "1", "--all-users")
    #expect(child.status == 2 && child.errors.contains("leave out --all-users"))
  }

  @Test func aDirectoryThatIsNotThisUsersIsAnErrorThatNamesIt() throws {
    let path = directory.file(".npyshare-\(getuid())")
    try Data().write(to: URL(fileURLWithPath: path))
    for arguments in [["collect"], ["rm", "a"]] {
      let child = try ChildProcess.npyshare(
        arguments, environment: ["NPYSHARE_ROOT": directory.path])
      #expect(child.status == 3, "\(arguments)")
      if arguments == ["collect"] {
        #expect(child.errors.contains("'\(path)' is a regular file of user "), "\(child.errors)")
      }
    }
    #expect(try npyshare("create", "a", "--shape", "3", "--dtype", "<f4").status == 0)
  }

  @Test func aListingSaysWhoOwnsWhatAndWhoseOwnerIsDead() throws {
    let dead = try owner("create a scoped", "create b last-user")
    let living = try owner("create c scoped", "create p persistent")
    dead.kill()
    let listing = try npyshare("ls")
    let rows = lines(listing)
    #expect(rows.first?.hasSuffix("PROCS LEASES LIFETIME OWNER") == true, "\(rows)")
    func ends(_ row: Int, _ text: String) {
      #expect(rows[row].hasSuffix(" - \(text)"), "\(rows[row])")
    }
    try #require(rows.count == 6, "\(rows)")
    ends(1, "scoped \(dead.process.id) dead")
    ends(2, "last-user \(dead.process.id) dead")
    ends(3, "scoped \(living.process.id)")
    ends(4, "persistent -")
    let objects = try objects(npyshare("ls", "--json"))
    #expect(
      objects.map { $0["lifetime"] as? String } == ["scoped", "last-user", "scoped", "persistent"])
    let owners = objects.map { $0["owner"] as? [String: Any] }
    #expect(owners.map { $0?["alive"] as? Bool } == [false, false, true, nil])
    #expect(owners[2]?["scope"] as? String == (try living.tell("default")))
    for leases in objects.map({ $0["leases"] as? [String: Int] }) {
      #expect(leases == ["shared": 0, "exclusive": 0])
    }
    #expect(try arrays() == ["a", "b", "c", "p"])
  }

  @Test func leasesAreCountedAndOtherLocksAreNot() throws {
    let owner = try owner("create a persistent 600")
    let holder = try RunningProcess(
      RepositoryFiles.python,
      [
        "-c",
        """
        import fcntl, struct, sys
        files = [open(sys.argv[1], "r+b") for _ in range(6)]
        def lock(file, kind, start, count):
            fcntl.fcntl(file, 37, struct.pack("hhqqi4x", kind, 0, start, count, 0))
        lock(files[0], fcntl.F_RDLCK, 128, 0)
        lock(files[1], fcntl.F_RDLCK, 128, 80)
        lock(files[2], fcntl.F_RDLCK, 0, 1)
        lock(files[3], fcntl.F_RDLCK, 1, 5)
        lock(files[4], fcntl.F_RDLCK, (1 << 62) + 16, 1)
        print("locked", flush=True)
        sys.stdin.readline()
        files[0].close()
        files[1].close()
        lock(files[5], fcntl.F_WRLCK, 128, 4800)
        print("locked", flush=True)
        sys.stdin.read()
        """, directory.file("a"),
      ])
    #expect(holder.receive() == "locked")
    #expect(lines(try npyshare("ls"))[1].hasSuffix("2 shared persistent -"))
    holder.send("go on")
    #expect(holder.receive() == "locked")
    #expect(lines(try npyshare("ls"))[1].hasSuffix("1 exclusive persistent -"))
    let object = try #require(try objects(npyshare("ls", "--json")).first)
    #expect(object["leases"] as? [String: Int] == ["shared": 0, "exclusive": 1])
    _ = holder.wait()
    _ = owner.process.wait()
  }

  @Test func whatIsInUseIsRemovedOnlyByForce() throws {
    let owner = try owner("create a scoped", "create b scoped", "create c persistent", "close c")
    let refused = try npyshare("rm", "a", "c")
    #expect(refused.status == 3 && refused.errors.contains("'a' is in use; see who uses it"))
    #expect(try arrays() == ["a", "b"])
    let numpy = try RunningProcess(
      RepositoryFiles.python,
      [
        "-c",
        """
        import sys, numpy as np
        a = np.load(sys.argv[1], mmap_mode="r")
        print("mapped", flush=True)
        sys.stdin.read()
        """, directory.file("b"),
      ])
    #expect(numpy.receive() == "mapped")
    try owner.tell("close b")
    #expect(try npyshare("rm", "b").status == 3)
    #expect(try npyshare("rm", "--force", "a", "b").status == 0)
    #expect(try arrays().isEmpty)
    #expect(try owner.tell("read a") == "4 4")
    // A name that was made anew is another's.
    #expect(try npyshare("create", "a", "--shape", "3", "--dtype", "<f4").status == 0)
    owner.kill()
    #expect(lines(try npyshare("collect")) == ["0 arrays removed, 0 bytes"])
    #expect(try arrays() == ["a"])
    _ = numpy.wait()
  }
}
