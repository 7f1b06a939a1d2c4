import Foundation
import NPYShare
import TestSupport
import Testing

/// What goes when owners end as they should, and what others' ends do not take with them.
@Suite struct OwnerEndTests {
  private let root: OwnershipRoot

  init() throws {
    root = try OwnershipRoot()
  }

  @Test(arguments: ["exit", "return"])
  func aProcessThatEndsTakesItsScopedArraysWithItAtOnce(end: String) throws {
    let owner = try root.owner(
      "create a scoped", "create b persistent", "create c last-user", "begin x",
      "create d scoped 4 x", "allocate x 5", "attach a")
    #expect(try root.arrays().count == 5)
    owner.process.send(end)
    #expect(owner.process.wait().status == 0)
    #expect(try root.arrays() == ["b"])
    #expect(try root.journals().isEmpty)
  }

  @Test func aCrashLeavesThemToTheNextCollection() throws {
    let owner = try root.owner("create a scoped", "create b persistent")
    owner.process.send("crash")
    #expect(owner.process.wait().status == -SIGABRT)
    #expect(try root.arrays() == ["a", "b"])
    #expect(try root.collect() == ["a=removed"])
  }

  @Test(arguments: [true, false])
  func aScopeEndsWithItsCallWhetherThatReturnsOrThrows(isThrowing: Bool) throws {
    struct Stop: Error {}
    var kept: SharedArray?
    let location = try root.location("a")
    func work(_ scope: ArrayScope) throws {
      let array = try scope.create("a", shape: [3], of: Float.self)
      #expect(array.isOwner && array.lifetime == .scoped)
      let generated = try scope.allocate(like: array)
      #expect(generated.location.name.wholeMatch(of: #/npy-[0-9a-f]{16}/#) != nil)
      #expect(generated.shape == [3] && generated.isOwner)
      let persistent = CreationOptions(lifetime: .persistent)
      #expect(try scope.copy(array, options: persistent).lifetime == .scoped)
      #expect(try root.arrays().count == 3)
      kept = array
      if isThrowing { throw Stop() }
    }
    do {
      try withArrayScope(root: root.root) { try work($0) }
      #expect(!isThrowing)
    } catch is Stop {
      #expect(isThrowing)
    }
    #expect(try root.arrays().isEmpty)
    #expect(try root.journals().isEmpty)
    // The handle still has it, and owns it no more.
    let array = try #require(kept)
    #expect(!array.isOwner && array.lifetime == nil)
    try array.withUnleasedView(as: Float.self) { #expect($0.count == 3) }
    #expect((try? FileStatus(path: location.path)) == nil)
  }

  @Test(arguments: ArrayLifetime.allCases, [true, false])
  func anArrayThatItsOwnerUsesIsGoneAfterTheCall(lifetime: ArrayLifetime, isThrowing: Bool) throws {
    struct Stop: Error {}
    let scope = try ArrayScope(root: root.root)
    let options = CreationOptions(lifetime: lifetime, scope: scope)
    let array = try SharedArray.create(root.location("a"), copying: [1, 2], options: options)
    do {
      let count = try array.use { array in
        if isThrowing { throw Stop() }
        return array.elementCount
      }
      #expect(count == 2 && !isThrowing)
    } catch is Stop {
      #expect(isThrowing)
    }
    #expect(throws: ArrayStoreError.closed(try root.location("a"))) { try array.remove() }
    // Nobody owns a persistent one.
    #expect(try root.arrays() == (lifetime == .persistent ? ["a"] : []))
    scope.close()
  }

  @Test(arguments: ["close a", "use a", "exit", "kill"], ArrayLifetime.allCases)
  func whoAttachesAnArrayNeverRemovesIt(end: String, lifetime: ArrayLifetime) throws {
    let owner = try root.owner("create a \(lifetime.rawValue)")
    let user = try root.owner("attach a", "create own scoped")
    #expect(try user.tell("owner a") == "false none")
    if end == "kill" {
      user.kill()
    } else {
      user.process.send(end)
      _ = user.process.wait()
    }
    #expect(try root.arrays().contains("a"))
    try root.collect()
    #expect(try root.arrays() == ["a"])
    owner.process.send("exit")
    _ = owner.process.wait()
    #expect(try root.arrays() == (lifetime == .persistent ? ["a"] : []))
  }

  @Test func anArrayOfItsLastUserGoesWhenItsOwnerClosesItAndNobodyElseHasIt() throws {
    let owner = try root.owner("create a last-user", "create b scoped")
    for command in ["close a", "close b"] { try owner.tell(command) }
    #expect(try root.arrays() == ["b"])
    _ = owner.process.wait()
  }

  @Test(arguments: ["close", "exit", "kill"], ["close", "exit", "kill"])
  func anArrayOfItsLastUserGoesWithTheCollectionAfterItsLastUser(
    ownersEnd: String, usersEnd: String
  ) throws {
    let owner = try root.owner("create a last-user 600")
    let user = try root.owner("attach a")
    func end(_ process: OwnerProcess, _ way: String) {
      switch way {
      case "kill": process.kill()
      case "exit":
        process.process.send("exit")
        _ = process.process.wait()
      default: _ = process.ask("close a")
      }
    }
    end(owner, ownersEnd)
    #expect(try root.arrays() == ["a"])
    #expect(try root.collect() == (ownersEnd == "close" ? [] : ["a=inUse"]))
    #expect(try user.tell("read a") == "600 600")
    end(user, usersEnd)
    #expect(try root.arrays() == ["a"])
    #expect(try root.collect() == (ownersEnd == "close" ? [] : ["a=removed"]))
    // A living scope's array goes with the scope.
    if ownersEnd == "close" { end(owner, "exit") }
    #expect(try root.arrays().isEmpty)
    #expect(try root.journals().isEmpty)
  }

  @Test func anArrayOfItsLastUserGoesAfterItsOwnerClosedItAndItsUserEnded() throws {
    let owner = try root.owner("create a last-user", "create b scoped")
    let user = try root.owner("attach a")
    try owner.tell("close a")
    try owner.tell("collect")
    #expect(try root.arrays() == ["a", "b"])
    user.kill()
    // Its owner lives, so nobody else touches it.
    try root.collect()
    #expect(try root.arrays() == ["a", "b"])
    try owner.tell("collect")
    #expect(try root.arrays() == ["b"])
    _ = owner.process.wait()
  }

  @Test func whatIsAskedOfAClosedHandleIsAnError() throws {
    let location = try root.location("a")
    let array = try SharedArray.create(location, copying: [1, 2, 3])
    let other = root.directory.file("b")
    array.close()
    array.close()
    #expect(array.shape == [3] && array.elementCount == 3 && array.location == location)
    #expect(!array.isOwner && array.lifetime == nil)
    let closed = ArrayStoreError.closed(location)
    #expect(throws: closed) { try array.withUnleasedView(as: Int.self) { _ in } }
    #expect(throws: closed) { try array.grow(to: 5) }
    #expect(throws: closed) { try array.append(copying: [4]) }
    #expect(throws: closed) { try array.refresh() }
    #expect(throws: closed) { try array.isCurrent }
    #expect(throws: closed) { try array.remove() }
    #expect(throws: closed) { try array.persist() }
    #expect(throws: closed) { try array.export(to: other) }
    #expect(closed.description.contains("was closed; attach the array again"))
    #expect(try root.arrays() == ["a"])
  }

  @Test func viewsThatAreLentOutliveTheClosingOfTheHandle() throws {
    let array = try SharedArray.create(root.location("a"), copying: [Int64](1...5000))
    try array.withUnleasedView(as: Int64.self) { view in
      array.close()
      #expect(view[4999] == 5000)
    }
  }
}
