import Foundation
import NPYShare
import TestSupport
import Testing

/// Arrays that are given to scopes, and taken from them.
@Suite struct OwnerChangeTests {
  private let root: OwnershipRoot

  init() throws {
    root = try OwnershipRoot()
  }

  @Test(arguments: [ArrayLifetime.scoped, .lastUser])
  func aPersistedArrayOutlivesItsOwner(lifetime: ArrayLifetime) throws {
    let owner = try root.owner("create a \(lifetime.rawValue)", "persist a")
    #expect(try owner.tell("owner a") == "false none")
    owner.kill()
    #expect(try root.collect().isEmpty)
    #expect(try root.arrays() == ["a"])
  }

  @Test(arguments: [ArrayLifetime.scoped, .lastUser])
  func anAdoptedArrayGoesWithItsNewOwner(lifetime: ArrayLifetime) throws {
    _ = try SharedArray.create(root.location("a"), copying: [1])
    let owner = try root.owner("attach a", "adopt a \(lifetime.rawValue)")
    #expect(try owner.tell("owner a") == "true \(lifetime.rawValue)")
    owner.kill()
    #expect(try root.collect() == ["a=removed"])
  }

  @Test func whatADeadOwnerLeftCanBePersistedAndAdopted() throws {
    let owner = try root.owner("create a scoped", "create b scoped", "create c scoped")
    let heir = try root.owner("default", "attach a", "attach b")
    owner.kill()
    for command in ["persist a", "adopt b scoped"] { try heir.tell(command) }
    #expect(try root.collect() == ["c=removed"])
    #expect(try root.arrays() == ["a", "b"])
    heir.kill()
    #expect(try root.collect() == ["b=removed"])
    #expect(try root.arrays() == ["a"])
  }

  @Test func nobodyTakesALivingOwnersArray() throws {
    let owner = try root.owner("create a scoped")
    let array = try SharedArray.attach(root.location("a"))
    let scope = try ArrayScope(root: root.root)
    let status = try #require(try root.root.scopes().first { $0.process == owner.process.id })
    let refusal = ArrayStoreError.ownedElsewhere(try root.location("a"), status)
    #expect(throws: refusal) { try array.persist() }
    #expect(throws: refusal) { try array.adopt(by: scope) }
    let words = "process \(owner.process.id) (array-owner), which is alive"
    #expect(refusal.description.contains(words))
    scope.close()
    #expect(try root.arrays() == ["a"])
    _ = owner.process.wait()
  }

  @Test func anArrayGoesFromScopeToScopeOfItsProcess() throws {
    let (one, two) = (try ArrayScope(root: root.root), try ArrayScope(root: root.root))
    let array = try one.create("a", shape: [3], of: Float.self)
    let attached = try SharedArray.attach(root.location("a"))
    try attached.adopt(as: .lastUser, by: two)
    #expect(attached.isOwner && attached.lifetime == .lastUser)
    #expect(!array.isOwner && array.lifetime == nil)
    one.close()
    #expect(try root.arrays() == ["a"])
    try attached.adopt(by: two)
    #expect(attached.lifetime == .scoped)
    two.close()
    #expect(try root.arrays().isEmpty)
    #expect(throws: ArrayStoreError.nameLost(try root.location("a"))) { try attached.persist() }
  }

  /// Two handles of one array: what one of them has changed the other does not undo.
  @Test(arguments: [ArrayLifetime.scoped, .lastUser])
  func aHandleThatMadeAnArrayRemovesItNoMoreOnceAnotherHasPersistedIt(
    lifetime: ArrayLifetime
  ) throws {
    let scope = try ArrayScope(root: root.root)
    for isUsed in [true, false] {
      let name = "a\(isUsed)"
      let options = CreationOptions(lifetime: lifetime, scope: scope)
      let maker = try SharedArray.create(root.location(name), copying: [1], options: options)
      let other = try SharedArray.attach(root.location(name))
      try other.persist()
      other.close()
      #expect(!maker.isOwner)
      if isUsed { maker.use { _ in } }
      maker.close()
    }
    scope.close()
    #expect(try root.arrays() == ["afalse", "atrue"])
  }

  @Test func aHandleThatGoesOnToAnotherArrayOwnsThatNot() throws {
    let scope = try ArrayScope(root: root.root)
    let mine = try scope.create("a", shape: [3], of: Float.self)
    var options = CreationOptions()
    options.onConflict = .replace
    _ = try SharedArray.create(root.location("a"), copying: [1, 2], options: options)
    #expect(mine.isOwner)
    #expect(try mine.refresh())
    #expect(!mine.isOwner && mine.shape == [2])
    mine.use { _ in }
    scope.close()
    #expect(try root.arrays() == ["a"])
  }

  @Test func aGrownArrayIsStillItsOwners() throws {
    let scope = try ArrayScope(root: root.root)
    let array = try scope.create("a", shape: [3], of: Float.self)
    try array.grow(to: 3000)
    #expect(try !array.refresh())
    #expect(array.isOwner && array.lifetime == .scoped)
    scope.close()
    #expect(try root.arrays().isEmpty)
  }

  @Test func anArrayWhoseNameIsLostKeepsNobodysElse() throws {
    let scope = try ArrayScope(root: root.root)
    let array = try scope.create("a", shape: [3], of: Float.self)
    try FileManager.default.removeItem(atPath: root.location("a").path)
    _ = try SharedArray.create(root.location("a"), copying: [1, 2])
    let lost = ArrayStoreError.nameLost(try root.location("a"))
    #expect(throws: lost) { try array.persist() }
    #expect(throws: lost) { try array.adopt(by: scope) }
    #expect(try !array.remove())
    array.use { _ in }
    scope.close()
    #expect(try root.arrays() == ["a"])
  }

  @Test func onlyNamesUnderTheRootOfAScopeThatHasNotEndedCanBeOwned() throws {
    let scope = try ArrayScope(root: root.root)
    let file = try ArrayLocation(file: root.directory.file("f"))
    #expect(throws: ArrayStoreError.notUnderRoot(file, .standard)) {
      try SharedArray.create(file, shape: [1], of: Float.self, lifetime: .scoped)
    }
    let elsewhere = try OwnershipRoot()
    let other = try elsewhere.location("a")
    let options = CreationOptions(lifetime: .scoped, scope: scope)
    #expect(throws: ArrayStoreError.notUnderRoot(other, root.root)) {
      try SharedArray.create(other, shape: [1], of: Float.self, options: options)
    }
    scope.close()
    scope.close()
    #expect(!scope.isOpen)
    let location = try root.location("a")
    #expect(throws: ArrayStoreError.scopeEnded(location)) {
      try scope.create("a", shape: [1], of: Float.self)
    }
    let array = try SharedArray.create(location, copying: [1])
    #expect(throws: ArrayStoreError.scopeEnded(location)) { try array.adopt(by: scope) }
    #expect(try root.arrays() == ["a"])
    #expect(try elsewhere.arrays().isEmpty)
  }
}
