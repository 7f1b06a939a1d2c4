import Foundation
import NPYShare
import Synchronization
import TestSupport
import Testing

/// Scopes with many arrays, and many threads and processes at work in them.
@Suite struct ScopeTests {
  private let root: OwnershipRoot

  init() throws {
    root = try OwnershipRoot()
  }

  @Test(arguments: [ArrayLifetime.scoped, .lastUser])
  func aScopesJournalDoesNotGrowWhileArraysComeAndGo(lifetime: ArrayLifetime) throws {
    let owner = try root.owner("churn a \(lifetime.rawValue) 10000", "create b scoped")
    let journal = try #require(try root.journals().first)
    #expect(try FileStatus(path: "\(root.scopes)/\(journal)").size == 4096)
    #expect(try root.arrays() == ["b"])
    _ = owner.process.wait()
  }

  @Test func aScopeOwnsTenThousandArrays() throws {
    let owner = try root.owner("fill a scoped 10000", "create p persistent")
    #expect(try root.arrays().count == 10_001)
    #expect(try root.root.scopes().map(\.arrayCount) == [10_000])
    owner.kill()
    let collected = try root.root.collect()
    #expect(collected.count == 10_000 && collected.allSatisfy { $0.outcome == .removed })
    #expect(try root.arrays() == ["p"])
  }

  /// Another process removes what this one makes anew: its journal must not fill with the old ones.
  @Test func whatOthersRemoveLeavesNoSlotBehindOnceItIsMadeAnew() throws {
    let scope = try ArrayScope(root: root.root)
    for _ in 0..<50 {
      let array = try scope.create("a", shape: [1], of: Float.self)
      try NameRemoval.remove(array.location.path)
    }
    #expect(try root.root.scopes().map(\.arrayCount) == [1])
    scope.close()
    #expect(try root.journals().isEmpty)
  }

  @Test func anArrayThatIsCompleteOnlyAfterItsScopeWasClosedGoesToo() throws {
    for _ in 0..<60 {
      let scope = try ArrayScope(root: root.root)
      let made = Atomic<Int>(0)
      let makers = (0..<3).map { maker in
        { @Sendable () throws in
          for number in 0..<1000 {
            do throws(ArrayStoreError) {
              _ = try scope.create("\(maker)-\(number)", shape: [1], of: Float.self)
              made.add(1, ordering: .relaxed)
            } catch .scopeEnded {
              return
            }
          }
        }
      }
      try Threads.run(
        makers + [
          {
            while made.load(ordering: .relaxed) < 5 {}
            scope.close()
          }
        ])
      #expect(try root.arrays().isEmpty)
      #expect(try root.journals().isEmpty)
    }
  }

  @Test func threadsThatReplaceAndRemoveOneNameLeaveNothingUnowned() throws {
    let scope = try ArrayScope(root: root.root)
    let location = try root.location("a")
    var options = CreationOptions(lifetime: .scoped, scope: scope)
    options.onConflict = .replace
    for round in 0..<150 {
      let replacer = { @Sendable [options] () throws in
        _ = try SharedArray.create(location, copying: [1], options: options)
      }
      let remover = { @Sendable () throws in
        do throws(ArrayStoreError) {
          try SharedArray.remove(location)
        } catch .notInRoot {
          // Nobody has made it yet.
        }
      }
      try Threads.run([replacer, replacer, round.isMultiple(of: 2) ? remover : replacer])
      // At no time may the last one that was made not be written down.
      let owner = try ArrayListing(root: root.root).entries.first?.owner
      #expect(try root.arrays().isEmpty || owner?.scope.identifier == scope.identifier)
    }
    scope.close()
    #expect(try root.arrays().isEmpty)
  }

  @Test func collectorsRaceWithEachOtherAndWithNamesThatAreMadeAnew() throws {
    let path = root.path
    // Dead owners of the very name that is made anew all the time, as long as it lasts.
    let dead = try root.owner("create n last-user", "create k scoped")
    let holder = try root.owner("attach n", "create theirs scoped", "create own last-user")
    dead.kill()
    try NameRemoval.remove(root.location("n").path)
    func told(_ commands: [String]) -> @Sendable () throws -> Void {
      {
        let owner = try OwnerProcess(root: path)
        for command in commands { try owner.tell(command) }
        owner.process.send("exit")
        _ = owner.process.wait()
      }
    }
    let killed: @Sendable () throws -> Void = {
      for number in 0..<25 {
        let owner = try OwnerProcess(root: path)
        try owner.tell("create k\(number) scoped")
        try owner.tell("create p\(number) persistent")
        _ = owner.ask("create n scoped")
        owner.kill()
      }
    }
    let collections = Array(repeating: "collect", count: 300)
    try Threads.run([
      told(collections), told(collections), told(["churn m persistent 1500"]),
      told(["churn m2 last-user 1500"]), killed,
    ])
    try root.collect()
    let persistent = (0..<25).map { "p\($0)" }
    #expect(Set(try root.arrays()) == Set(persistent + ["theirs", "own"]))
    #expect(try root.journals().count == 1)
    #expect(try holder.tell("owner own") == "true last-user")
    holder.process.send("exit")
    _ = holder.process.wait()
    #expect(Set(try root.arrays()) == Set(persistent))
  }

  @Test func aStoppedProcessWithTheNamespaceLockIsNamedAndKeepsNobodyFromCreating() throws {
    let old = try SharedArray.create(root.location("old"), copying: [1])
    _ = try ArrayScope(root: root.root)
    let holder = try RunningProcess(
      RepositoryFiles.python,
      [
        "-c",
        """
        import fcntl, os, signal, sys
        directory = os.open(sys.argv[1], os.O_RDONLY)
        fcntl.flock(directory, fcntl.LOCK_EX)
        print("held", flush=True)
        os.kill(os.getpid(), signal.SIGSTOP)
        """, root.scopes,
      ])
    #expect(holder.receive() == "held")
    let locked = ArrayStoreError.namespaceLocked(root.scopes, after: .seconds(2))
    #expect(locked.description.contains("it is stopped: continue it, or end it"))
    _ = try SharedArray.create(root.location("new"), copying: [1])
    try Threads.run([
      { #expect(throws: locked) { try old.remove() } },
      { #expect(throws: locked) { try SharedArray.remove(old.location) } },
      { #expect(throws: locked) { try old.adopt() } },
      { #expect(throws: locked) { try old.persist() } },
      { [root] in #expect(throws: locked) { try root.root.collect() } },
      {
        var options = CreationOptions()
        options.onConflict = .replace
        #expect(throws: locked) {
          try SharedArray.create(old.location, copying: [2], options: options)
        }
      },
      // A scope begins all the same, and leaves what it cannot remove to others.
      { [root] in
        let owner = try OwnerProcess(root: root.path, "create s scoped")
        owner.process.send("exit")
        _ = owner.process.wait()
      },
    ])
    #expect(try root.arrays() == ["new", "old", "s"])
    holder.kill()
    _ = holder.wait()
    #expect(try root.collect() == ["s=removed"])
    #expect(try old.remove())
  }
}
