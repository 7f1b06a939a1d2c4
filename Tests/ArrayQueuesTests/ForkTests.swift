import Glibc
import NPYShare
import TestSupport
import Testing

/// What a forked child has of its parent's queue.
struct QueueForkTests {
  @Test func aChildHoldsNeitherItsParentsRolesNorItsMessagesNorItsQueue() throws {
    let root = try QueueRoot()
    let location = try root.location("q")
    let worker = try RunningProcess(RepositoryFiles.queueWorker, ["fork", "\(root.path)//q"])
    let words = try #require(worker.receive()).split(separator: " ")
    let child = try #require(words.first.flatMap { Int32($0) })
    #expect(words.dropFirst() == ["refused", "refused", "refused", "7", "0"])
    do {
      let queue = try ArrayQueue.attach(location)
      // The parent has the roles, and what the child acknowledged it holds still.
      #expect(throws: ArrayQueueError.roleTaken(location, .consumer)) {
        _ = try queue.tryReceive()
      }
      #expect(throws: ArrayQueueError.roleTaken(location, .producer)) {
        try queue.send(shape: [], of: UInt64.self) { _ in }
      }
      // Its end is not waited for by its pipes, which the child has as well.
      worker.kill()
      let message = try Self.next(queue)
      let isRedelivered = message.isRedelivered
      #expect(isRedelivered)
      message.acknowledge()
      try queue.send(shape: [], of: UInt64.self) { $0[[]] = 8 }
    }
    // The child's descriptors keep nothing.
    #expect(kill(child, 0) == 0)
    try root.root.collect()
    #expect(try root.names().isEmpty)
    #expect(try root.queues().isEmpty)
    kill(child, SIGKILL)
    #expect(worker.wait().status == -9)
  }

  /// The next message, as soon as the kernel has let go of a dying process's role.
  private static func next(_ queue: ArrayQueue) throws -> QueueMessage {
    while true {
      do {
        return try queue.next()
      } catch ArrayQueueError.roleTaken {
        continue
      }
    }
  }
}
