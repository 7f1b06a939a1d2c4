import Foundation
import NPYShare
import TestSupport
import Testing

/// How long a queue stays.
struct QueueLifetimeTests {
  private let root: QueueRoot

  init() throws {
    root = try QueueRoot()
  }

  @Test func aQueueGoesWithItsLastUser() throws {
    do {
      let queue = try root.create("q")
      #expect(try root.names() == ["q"])
      #expect(try root.queues().count == 1)
      // Nobody collects it while it is in use.
      #expect(try root.root.collect().isEmpty)
      try queue.send(shape: [], of: UInt64.self) { $0[[]] = 1 }
    }
    #expect(try root.names().isEmpty)
    #expect(try root.queues().isEmpty)
  }

  @Test func theLastUserNeedNotBeTheMaker() throws {
    var queue: ArrayQueue? = try root.create("q")
    var other: ArrayQueue? = try ArrayQueue.attach(root.location("q"))
    queue = nil
    #expect(queue == nil)
    #expect(try root.names() == ["q"])
    try other?.send(shape: [], of: UInt64.self) { $0[[]] = 1 }
    let worker = try root.worker("hold", "q", says: "held false")
    worker.send("acknowledge")
    #expect(worker.receive() == "released")
    other = nil
    #expect(other == nil)
    #expect(try root.names() == ["q"])
    worker.send("go")
    #expect(worker.wait().status == 0)
    #expect(try root.names().isEmpty)
    #expect(try root.queues().isEmpty)
  }

  @Test func aKilledMakersQueueIsCollectedWithWhatWasInIt() throws {
    let worker = try root.worker("create", "q", ["last-user"], says: "created")
    #expect(try root.names() == ["q"])
    #expect(try root.root.collect().isEmpty)
    worker.kill()
    #expect(worker.wait().status == -9)
    let planned = try root.root.collect(isDryRun: true)
    #expect(planned.map(\.name) == ["q"])
    #expect(planned.allSatisfy { $0.isQueue && $0.lifetime == .lastUser })
    #expect(try root.names() == ["q"])
    #expect(try root.root.collect().map(\.outcome) == [.removed])
    #expect(try root.names().isEmpty)
    #expect(try root.queues().isEmpty)
  }

  @Test func aKilledMakersQueueStaysWithItsUsers() throws {
    let worker = try root.worker("create", "q", ["last-user"], says: "created")
    do {
      let queue = try ArrayQueue.attach(root.location("q"))
      worker.kill()
      #expect(worker.wait().status == -9)
      #expect(try root.root.collect().map(\.outcome) == [.inUse])
      #expect(try root.names() == ["q"])
      #expect(try queue.receive(as: UInt64.self) { $0[[]] } == 7)
    }
    #expect(try root.names().isEmpty)
    #expect(try root.queues().isEmpty)
  }

  @Test func aScopedQueueLosesItsNameWithItsScope() throws {
    let scope = try ArrayScope(root: root.root)
    var queue: ArrayQueue? = try root.create("q", lifetime: .scoped, scope: scope)
    try queue?.send(shape: [], of: UInt64.self) { $0[[]] = 3 }
    scope.close()
    #expect(try root.names().isEmpty)
    // Who has it goes on using it.
    #expect(try root.queues().count == 1)
    #expect(try queue?.receive(as: UInt64.self) { $0[[]] } == 3)
    queue = nil
    #expect(queue == nil)
    #expect(try root.queues().isEmpty)
  }

  @Test func aPersistentQueueStays() throws {
    let worker = try root.worker("create", "q", ["persistent"], says: "created")
    worker.kill()
    #expect(worker.wait().status == -9)
    #expect(try root.root.collect().isEmpty)
    do {
      let queue = try ArrayQueue.attach(root.location("q"))
      #expect(try queue.receive(as: UInt64.self) { $0[[]] } == 7)
    }
    #expect(try root.names() == ["q"])
    try ArrayQueue.remove(root.location("q"))
    #expect(try root.queues().isEmpty)
  }

  @Test(arguments: ["last-user", "scoped"])
  func aQueueGoesWhenItsProcessExits(lifetime: String) throws {
    let worker = try root.worker("create", "q", [lifetime], says: "created")
    worker.send("exit")
    #expect(worker.wait().status == 0)
    #expect(try root.names().isEmpty)
    #expect(try root.queues().isEmpty)
    #expect(try root.root.scopes().isEmpty)
  }

  @Test func aWaitingCollectorRemovesAKilledMakersQueue() throws {
    let worker = try root.worker("create", "q", ["scoped"], says: "created")
    let collector = try RunningProcess(
      RepositoryFiles.npyshare, ["collect", "--root", root.path, "--wait", "\(worker.id)"])
    worker.kill()
    #expect(worker.wait().status == -9)
    let child = collector.wait()
    #expect(child.status == 0, "\(child.errors)")
    #expect(try root.names().isEmpty)
    #expect(try root.queues().isEmpty)
  }

  @Test func onlyNamesUnderTheRootGoByThemselves() throws {
    let location = try ArrayLocation(file: root.directory.file("q"))
    #expect(throws: ArrayQueueError.store(.notUnderRoot(location, .standard))) {
      try ArrayQueue.create(location, payloadCount: 1, payloadBytes: 8, lifetime: .lastUser)
    }
    #expect(try root.queues().isEmpty)
    do {
      _ = try ArrayQueue.create(location, payloadCount: 1, payloadBytes: 8)
    }
    #expect(try root.names() == ["q"])
  }

  @Test func aQueueIsListedAsOneAndItsPayloadsAreHealthy() throws {
    let queue = try root.create("q")
    try queue.send(shape: [2], of: Float.self) { $0[1] = 1 }
    let listing = try ArrayListing(root: root.root)
    let entry = try #require(listing.entries.first)
    #expect(listing.entries.count == 1)
    #expect(entry.owner?.lifetime == .lastUser)
    guard case .queue(let listed) = entry.content else {
      Issue.record("\(entry.content)")
      return
    }
    #expect(listed.payloadCount == 4)
    #expect(listed.payloadBytes == 4096)
    #expect(listed.depth == 1)
    #expect(!listed.isClosed)
    let child = try ChildProcess.run(RepositoryFiles.npyshare, ["lint", listed.directory])
    #expect(child.status == 0, "\(child.output)")
    // A file of the same size elsewhere has bytes behind its elements.
    let copy = root.directory.file("copy.npy")
    try FileManager.default.copyItem(atPath: "\(listed.directory)/0.npy", toPath: copy)
    let problems = try ArrayInspection(path: copy).format.problems
    #expect(problems.map(\.code) == [.trailingBytes])
  }
}
