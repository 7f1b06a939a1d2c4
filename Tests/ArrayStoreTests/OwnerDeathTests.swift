import ArrayViews
import Foundation
import MappedFiles
import TestSupport
import Testing

@testable import ArrayStore

/// What is left of owners that are killed, or look dead and are not.
@Suite struct OwnerDeathTests {
  private let root: OwnershipRoot

  init() throws {
    root = try OwnershipRoot()
  }

  @Test func aKilledOwnersArraysGoWithTheNextCollectionAndItsPersistentOnesStay() throws {
    let owner = try root.owner(
      "create a scoped 600", "create b persistent", "create c last-user", "create d scoped",
      "persist d")
    let scope = try #require(try root.root.scopes().first)
    #expect(scope.isAlive && scope.process == owner.process.id && scope.arrayCount == 2)
    #expect(scope.command == "array-owner")
    #expect(try root.collect().isEmpty)
    owner.kill()
    #expect(try root.arrays() == ["a", "b", "c", "d"])
    let wouldBe = try root.root.collect(isDryRun: true)
    #expect(try root.arrays() == ["a", "b", "c", "d"])
    let collected = try root.root.collect()
    #expect(collected == wouldBe)
    #expect(Set(collected.map { "\($0.name) \($0.lifetime)" }) == ["a scoped", "c lastUser"])
    #expect(collected.allSatisfy { $0.outcome == .removed && !$0.scope.isAlive })
    #expect(collected.first { $0.name == "a" }?.bytes == 8192)
    #expect(try root.arrays() == ["b", "d"])
    #expect(try root.journals().isEmpty)
    #expect(try root.collect().isEmpty)
  }

  @Test func anAttachedArrayStaysWholeForThoseWhoHaveItAfterItWasCollected() throws {
    let owner = try root.owner("create a scoped 600")
    let array = try SharedArray.attach(root.location("a"))
    let reader = try root.owner("attach a")
    owner.kill()
    #expect(try root.collect() == ["a=removed"])
    #expect(try root.arrays().isEmpty)
    #expect(try reader.tell("read a") == "600 600")
    try array.withUnleasedView(as: Int64.self) { #expect($0[599] == 600) }
    #expect(try !array.isCurrent && !array.isOwner)
    _ = reader.process.wait()
  }

  @Test func aKilledOwnerThatItsParentHasNotWaitedForIsDead() throws {
    let parent = try RunningProcess(
      RepositoryFiles.python,
      [
        "-c",
        """
        import os, subprocess, sys
        owner = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        owner.stdin.write(b"create a scoped\\n")
        owner.stdin.flush()
        owner.stdout.readline()
        owner.kill()
        os.waitid(os.P_PID, owner.pid, os.WEXITED | os.WNOWAIT)
        print(open(f"/proc/{owner.pid}/stat").read().rpartition(")")[2].split()[0], flush=True)
        sys.stdin.read()
        """, RepositoryFiles.arrayOwner, root.path,
      ])
    #expect(parent.receive() == "Z")
    #expect(try root.collect() == ["a=removed"])
    _ = parent.wait()
  }

  @Test func aForkedChildDoesNotKeepItsDeadParentsScopeAliveAndStillUsesWhatItHas() throws {
    let owner = try root.owner("create a scoped", "create l last-user")
    let scope = try #require(try root.root.scopes().first)
    let child = try #require(Int32(try owner.tell("fork")))
    owner.process.kill()
    #expect(try root.root.waitForEnd(of: scope.identifier))
    #expect(try root.collect() == ["a=removed", "l=inUse"])
    #expect(try root.arrays() == ["l"])
    kill(child, SIGKILL)
    // Waits until the kernel has let go of what the child had. Not by closing: a process that another
    // test is just starting has copies of all descriptors until it runs its program.
    let file = try OwnedFile(opening: root.location("l").path, access: .readWrite)
    try file.lock(.exclusive, 0..<1)
    try file.unlock(0..<1)
    _ = owner.process.wait()
    #expect(try root.collect() == ["l=removed"])
    #expect(try root.journals().isEmpty)
  }

  @Test(arguments: ["exit", "kill"])
  func aForkedChildEndsNothingOfItsLivingParent(end: String) throws {
    let owner = try root.owner(
      "create a scoped", "create l last-user", "begin x", "create b scoped 4 x", "fork")
    func child(_ command: String) -> String { owner.ask("child \(command)") }
    #expect(child("owner a") == "ok false none")
    #expect(child("read a") == "ok 4 4")
    #expect(child("create c scoped") == "ok ")
    #expect(child("create d scoped 4 x").contains("scope that has ended"))
    #expect(child("adopt a scoped").contains("which is alive"))
    #expect(child("persist a").contains("which is alive"))
    #expect(child("collect") == "ok ")
    for command in ["end x", "use b", "close a", "close l"] { #expect(child(command) == "ok ") }
    #expect(try root.arrays() == ["a", "b", "c", "l"])
    if end == "exit" {
      owner.process.send("child exit")
      #expect(try owner.tell("reap") == "0")
      #expect(try root.arrays() == ["a", "b", "l"])
    } else {
      let processes = try root.root.scopes().map(\.process)
      kill(try #require(processes.first { $0 != owner.process.id }), SIGKILL)
      #expect(try owner.tell("reap") == "9")
      #expect(try root.collect() == ["c=removed"])
    }
    #expect(try owner.tell("owner a") == "true scoped")
    owner.process.send("exit")
    #expect(owner.process.wait().status == 0)
    #expect(try root.arrays().isEmpty)
    #expect(try root.journals().isEmpty)
  }

  @Test func aStoppedOwnerIsAlive() throws {
    let owner = try root.owner("create a scoped")
    kill(owner.process.id, SIGSTOP)
    #expect(try root.collect().isEmpty)
    #expect(try root.root.scopes().map(\.isAlive) == [true])
    #expect(throws: ArrayStoreError.self) {
      try SharedArray.attach(root.location("a")).adopt(by: ArrayScope(root: root.root))
    }
    kill(owner.process.id, SIGCONT)
    #expect(try owner.tell("owner a") == "true scoped")
    _ = owner.process.wait()
    #expect(try root.arrays().isEmpty)
  }

  @Test func anOwnerInAnotherPIDNamespaceIsAliveUntilItIsKilled() throws {
    let owner = try OwnerProcess(
      root: root.path, under: "/usr/bin/unshare",
      ["--user", "--map-current-user", "--pid", "--fork", "--kill-child"])
    try owner.tell("create a scoped")
    let scope = try #require(try root.root.scopes().first)
    #expect(scope.isAlive && scope.process == 1)
    #expect(try root.collect().isEmpty)
    owner.process.kill()
    #expect(try root.root.waitForEnd(of: scope.identifier))
    #expect(try root.collect() == ["a=removed"])
    _ = owner.process.wait()
  }

  @Test func theProcessIDOfALivingProcessIsNoSignOfLife() throws {
    _ = try SharedArray.create(root.location("a"), copying: [1])
    let header = JournalHeader(process: getpid(), began: 0, command: "alive")
    try root.forge(header.encoded + root.entry("a").encoded)
    #expect(try root.root.scopes().map(\.isAlive) == [false])
    #expect(try root.collect() == ["a=removed"])
    #expect(try root.journals().isEmpty)
  }

  @Test func whoWaitsForAnEndNeitherLooksAliveNorMissesTheDeath() throws {
    let owner = try root.owner("create a scoped")
    let scope = try owner.tell("default")
    let waiters = try (0..<3).map { _ in try root.owner() }
    for waiter in waiters { waiter.process.send("wait \(scope)") }
    owner.kill()
    for waiter in waiters { #expect(waiter.process.receive() == "ok true") }
    // A lock for reading, as a waiter has it for a moment, is not an owner's.
    let path = "\(root.scopes)/\(scope)"
    let file = try OwnedFile(opening: path)
    try file.lock(.shared, 0..<1)
    #expect(try root.collect() == ["a=removed"])
    #expect(try root.root.waitForEnd(of: #require(ScopeIdentifier(scope))) == false)
    for waiter in waiters { _ = waiter.process.wait() }
  }

  @Test(arguments: [ArrayLifetime.scoped, .lastUser])
  func anArrayThatWasMadeAnewUnderTheNameOfADeadOwnersIsNeverTouched(
    lifetime: ArrayLifetime
  ) throws {
    for round in 0..<20 {
      let owner = try root.owner("create a \(lifetime.rawValue)")
      owner.kill()
      // Removed by a program that knows nothing of journals; numbers of files may come again.
      try FileManager.default.removeItem(atPath: root.location("a").path)
      _ = try SharedArray.create(root.location("a"), copying: [round])
      #expect(try root.collect().isEmpty)
      #expect(try root.arrays() == ["a"])
      #expect(try root.journals().isEmpty)
      try SharedArray.remove(root.location("a"))
    }
  }

  @Test func aKilledOwnerTakesNothingOfAnotherWithIt() throws {
    let (one, two) = (try root.owner("create a scoped"), try root.owner("create b scoped"))
    #expect(one.ask("create b scoped").contains("exists already"))
    #expect(try one.tell("default") != two.tell("default"))
    one.kill()
    #expect(try root.collect() == ["a=removed"])
    #expect(try two.tell("owner b") == "true scoped")
    two.kill()
    #expect(try root.collect() == ["b=removed"])
  }

  @Test func beginningAScopeCollects() throws {
    let owner = try root.owner("create a scoped", "create b persistent")
    owner.kill()
    let next = try root.owner("default")
    #expect(try root.arrays() == ["b"])
    _ = next.process.wait()
  }
}
