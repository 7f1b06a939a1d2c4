import Foundation
import NPYShare
import TestSupport

/// A root of a test's own, with queues that go by themselves.
struct QueueRoot {
  let directory: TemporaryDirectory
  var path: String { directory.path }
  var root: ArrayRoot { ArrayRoot(path: path) }

  init() throws {
    directory = try TemporaryDirectory(.shm)
  }

  func location(_ name: String) throws -> ArrayLocation {
    try ArrayLocation(name, root: root)
  }

  func create(
    _ name: String, payloadCount: Int = 4, acknowledges: Bool = false,
    lifetime: ArrayLifetime? = nil, scope: ArrayScope? = nil
  ) throws -> ArrayQueue {
    try ArrayQueue.create(
      location(name), payloadCount: payloadCount, payloadBytes: 4096, acknowledges: acknowledges,
      lifetime: lifetime, scope: scope)
  }

  /// Starts a worker on a queue, and waits until it says something.
  func worker(
    _ command: String, _ name: String, _ arguments: [String] = [], says line: String
  ) throws -> RunningProcess {
    let worker = try RunningProcess(
      RepositoryFiles.queueWorker, [command, "\(path)//\(name)"] + arguments)
    let said = worker.receive()
    guard said == line else {
      worker.kill()
      throw CommandFailed(arguments: [command, said ?? ""], child: worker.wait())
    }
    return worker
  }

  /// The names in the root that are not hidden.
  func names() throws -> [String] {
    try directory.names().filter { !$0.hasPrefix(".") }.sorted()
  }

  /// The queues that have a directory.
  func queues() throws -> [String] {
    let path = "\(path)/.npyshare-\(geteuid())/queues"
    if !FileManager.default.fileExists(atPath: path) { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: path)
  }
}
