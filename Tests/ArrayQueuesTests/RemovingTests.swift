import Foundation
import NPYShare
import TestSupport
import Testing

/// What is left of a queue, and when.
struct QueueRemovingTests {
  @Test func aTakenNameIsRefusedAndNothingIsLeft() throws {
    let test = try TestQueue()
    let before = try Self.queues(test.directory)
    #expect(throws: ArrayQueueError.store(.alreadyExists(test.location))) {
      try ArrayQueue.create(test.location, payloadCount: 2, payloadBytes: 8)
    }
    #expect(try Self.queues(test.directory) == before)
    #expect(before.count == 1)
  }

  @Test func aQueueStaysWithoutUsersUntilItIsRemoved() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("q"))
    do {
      let queue = try ArrayQueue.create(location, payloadCount: 2, payloadBytes: 8)
      try queue.send(shape: [], of: UInt64.self) { $0[[]] = 5 }
    }
    do {
      let queue = try ArrayQueue.attach(location)
      let number = try queue.receive(as: UInt64.self) { $0[[]] }
      #expect(number == 5)
    }
    try ArrayQueue.remove(location)
    #expect(try Self.queues(directory).isEmpty)
    #expect(throws: ArrayQueueError.store(.notFound(location.description))) {
      try ArrayQueue.attach(location)
    }
  }

  @Test func aRemovedQueueIsDrainedByThoseWhoHaveIt() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("q"))
    do {
      let queue = try ArrayQueue.create(location, payloadCount: 2, payloadBytes: 8)
      try queue.send(shape: [], of: UInt64.self) { $0[[]] = 5 }
      try ArrayQueue.remove(location)
      #expect(try Self.queues(directory).count == 1)
      let number = try queue.receive(as: UInt64.self) { $0[[]] }
      #expect(number == 5)
      #expect(try queue.receive(as: UInt64.self) { $0[[]] } == nil)
      // The name is free for another queue.
      _ = try ArrayQueue.create(location, payloadCount: 2, payloadBytes: 8)
      #expect(try Self.queues(directory).count == 2)
    }
    #expect(try Self.queues(directory).count == 1)
  }

  @Test func payloadsAreArraysThatNumpyReads() throws {
    let test = try TestQueue()
    try test.queue.send(shape: [3], of: Double.self) { view in
      for index in 0..<3 { view[index] = Double(index) / 2 }
    }
    let queues = "\(test.directory.path)/.npyshare-\(geteuid())/queues"
    let name = try #require(try Self.queues(test.directory).first)
    let child = try ChildProcess.python(
      "print(np.load(sys.argv[1], mmap_mode='r').tolist())", ["\(queues)/\(name)/0.npy"])
    #expect(child.output == "[0.0, 0.5, 1.0]\n", "\(child.errors)")
  }

  /// What a sender leaves that is killed while it writes the header of another layout: the first
  /// word is gone, and of the rest nobody knows.
  @Test func aHalfWrittenHeaderIsWrittenAnew() throws {
    let test = try TestQueue(payloadCount: 1)
    try test.send(1)
    #expect(try test.receive() == 1)
    let name = try #require(try Self.queues(test.directory).first)
    let payload = "\(test.directory.path)/.npyshare-\(geteuid())/queues/\(name)/0.npy"
    let file = try #require(FileHandle(forUpdatingAtPath: payload))
    try file.write(contentsOf: Data(repeating: 0, count: 8))
    try file.seek(toOffset: 64)
    try file.write(contentsOf: Data(repeating: UInt8(ascii: "x"), count: 600))
    try test.send(2)
    #expect(try test.receive() == 2)
    let child = try ChildProcess.python(
      "print(np.load(sys.argv[1], mmap_mode='r').tolist())", [payload])
    #expect(child.output == "2\n", "\(child.errors)")
  }

  /// The queues that have a directory.
  private static func queues(_ directory: TemporaryDirectory) throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      atPath: "\(directory.path)/.npyshare-\(geteuid())/queues")
  }
}
