import Glibc
import MappedFiles
import TestSupport
import Testing

@testable import ArrayStore

/// What becomes of leases when their holder forks.
@Suite struct ForkedLeaseTests {
  private let root: OwnershipRoot

  init() throws {
    root = try OwnershipRoot()
  }

  @Test(arguments: ["shared", "exclusive"])
  func aForkedChildDoesNotHoldItsParentsLease(kind: String) throws {
    let owner = try root.owner("create a persistent", "lease a \(kind)")
    let child = try #require(Int32(try owner.tell("fork")))
    let array = try SharedArray.attach(root.location("a"), access: .readWrite)
    #expect(try array.tryWrite(as: Int64.self) { _ in true } == nil)
    // The child has the array, and has to ask like everybody else.
    #expect(try owner.tell("child try-write a") == "refused")
    // What it lets go of is not its own.
    try owner.tell("child release a")
    #expect(try array.tryWrite(as: Int64.self) { _ in true } == nil)
    owner.process.kill()
    // The child lives, and answers.
    #expect(try array.write(as: Int64.self, timeout: .seconds(30)) { _ in true })
    kill(child, SIGKILL)
    _ = owner.process.wait()
  }

  @Test func aForkedChildTakesLeasesOfItsOwn() throws {
    let owner = try root.owner("create a persistent", "lease a shared")
    let child = try #require(Int32(try owner.tell("fork")))
    try owner.tell("release a")
    #expect(try owner.tell("child try-write a") == "had")
    try owner.tell("child lease a exclusive")
    #expect(try owner.tell("try-write a") == "refused")
    try owner.tell("child release a")
    #expect(try owner.tell("try-write a") == "had")
    kill(child, SIGKILL)
    _ = owner.process.wait()
  }
}
