import Foundation
import NPYShare
import TestSupport
import Testing

/// `npyshare queue drain`.
@Suite struct QueueDrainTests {
  private let queues: QueueCommands

  init() throws {
    queues = try QueueCommands()
  }

  private func npyshare(_ arguments: String...) throws -> ChildProcess {
    try queues.npyshare(arguments)
  }

  @Test func drainedMessagesAreFilesThatNumpyReads() throws {
    try queues.create("--acknowledge")
    try queues.send([1, 2, 3])
    let files = queues.directory.file("kept")
    try FileManager.default.createDirectory(atPath: files, withIntermediateDirectories: false)
    try Data().write(to: URL(fileURLWithPath: "\(files)/000001.npy"))
    let one = try npyshare("drain", "frames", "--to", files, "--limit", "1")
    #expect(one.output == "took 1 message from 'frames' into \(files)\n", "\(one.errors)")
    let rest = try npyshare("drain", "frames", "--to", files, "--json")
    #expect(rest.status == 0, "\(rest.errors)")
    let seen = try ChildProcess.run(
      RepositoryFiles.python,
      [
        "-c",
        """
        import sys, numpy as np
        for number in (0, 2, 3):
          a = np.load(f"{sys.argv[1]}/{number:06}.npy")
          print(a.dtype, a.shape, a.tolist())
        """, files,
      ])
    #expect(
      seen.output == """
        float32 (3,) [1.0, 1.0, 1.0]
        float32 (3,) [2.0, 2.0, 2.0]
        float32 (3,) [3.0, 3.0, 3.0]

        """, "\(seen.errors)")
    #expect(try npyshare("drain", "frames").output == "took 0 messages from 'frames'\n")
  }

  @Test func whatCannotBeKeptIsNotTaken() throws {
    try queues.create("--acknowledge")
    try queues.send([1])
    let child = try npyshare("drain", "frames", "--to", queues.directory.file("missing"))
    #expect(child.status == 3 && child.errors.contains("missing"), "\(child.errors)")
    #expect(try npyshare("drain", "frames").output == "took 1 message from 'frames'\n")
  }

  @Test func whoDrainsNeedsTheRole() throws {
    try queues.create("--consumers", "one")
    let queue = try ArrayQueue.attach(queues.location)
    #expect(try queue.tryReceive() == nil)
    let child = try npyshare("drain", "frames")
    #expect(child.status == 3 && child.errors.contains("is for one consumer"), "\(child.errors)")
    withExtendedLifetime(queue) {}
  }
}
