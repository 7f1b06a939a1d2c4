import NPYShare
import TestSupport

/// A queue of a test's own, in a directory that goes with it.
struct TestQueue {
  let directory: TemporaryDirectory
  let location: ArrayLocation
  let queue: ArrayQueue

  init(
    payloadCount: Int = 4, payloadBytes: Int = 4096, producers: ArrayQueue.Peers = .many,
    consumers: ArrayQueue.Peers = .many, acknowledges: Bool = false
  ) throws {
    directory = try TemporaryDirectory(.shm)
    location = try ArrayLocation(file: directory.file("q"))
    queue = try ArrayQueue.create(
      location, payloadCount: payloadCount, payloadBytes: payloadBytes, producers: producers,
      consumers: consumers, acknowledges: acknowledges)
  }

  /// Starts a worker on the queue, and waits until it says something.
  func worker(_ command: String, says line: String) throws -> RunningProcess {
    let worker = try RunningProcess(RepositoryFiles.queueWorker, [command, location.path])
    guard worker.receive() == line else {
      throw CommandFailed(arguments: [command], child: worker.wait())
    }
    return worker
  }

  func send(_ number: UInt64, waitingUpTo timeout: Duration? = nil) throws {
    try queue.send(shape: [], of: UInt64.self, waitingUpTo: timeout) { $0[[]] = number }
  }

  func receive(waitingUpTo timeout: Duration? = nil) throws -> UInt64? {
    try queue.receive(as: UInt64.self, waitingUpTo: timeout) { $0[[]] }
  }
}

extension ArrayQueue {
  /// The next message, which there is.
  func next() throws -> QueueMessage {
    guard let message = try receive() else { throw ArrayQueueError.ended(location) }
    return message
  }
}
