import Foundation
import NPYShare
import TestSupport
import Testing

/// `npyshare queue`, with real messages of this process and of others.
@Suite struct QueueCommandTests {
  private let queues: QueueCommands
  private var directory: TemporaryDirectory { queues.directory }
  private var location: ArrayLocation { queues.location }

  init() throws {
    queues = try QueueCommands()
  }

  private func npyshare(_ arguments: String...) throws -> ChildProcess {
    try queues.npyshare(arguments)
  }

  private func lines(_ child: ChildProcess) -> [String] { queues.lines(child) }

  private func object(_ child: ChildProcess) throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(child.output.utf8)) as? [String: Any])
  }

  @Test func whatIsCreatedIsThatQueueAndStays() throws {
    let child = try npyshare(
      "create", "frames", "--slots", "4", "--payload-bytes", "64", "--producers", "one",
      "--acknowledge")
    #expect(child.output == "created frames: 4 slots of 64 bytes, one to many, acknowledged\n")
    let queue = try ArrayQueue.attach(location)
    #expect(queue.payloadCount == 4 && queue.payloadBytes == 64 && queue.acknowledges)
    #expect(queue.producers == .one && queue.consumers == .many)
  }

  @Test func aTakenNameAndImpossibleNumbersAreRefused() throws {
    try queues.create()
    let taken = try npyshare("create", "frames", "--slots", "4", "--payload-bytes", "64")
    #expect(taken.status == 3 && taken.errors.contains("'frames'"), "\(taken.errors)")
    let none = try npyshare("create", "other", "--slots", "0", "--payload-bytes", "64")
    #expect(none.status == 2 && none.errors.contains("0 payloads are not 1 to 32,768"))
    #expect(try npyshare("create", "other", "--slots", "4").status == 2)
    let few = try npyshare(
      "create", "other", "--slots", "4", "--payload-bytes", "8", "--producers", "few")
    #expect(few.status == 2)
    #expect(lines(try npyshare("ls")).last == "1 queue")
  }

  @Test func aListingTellsWhatWaits() throws {
    #expect(try npyshare("ls").output == "no queue in \(directory.path)\n")
    try queues.create("--consumers", "one")
    try queues.send([1, 2])
    _ = try SharedArray.create(
      try ArrayLocation(file: directory.file("array")), shape: [3], of: Float.self)
    let child = try npyshare("ls")
    #expect(
      lines(child) == [
        "NAME DEPTH WAITING OLDEST PAYLOAD ROLES PEERS SENT LOST",
        "frames 2/4 24 bytes 0 s 64 bytes many to one 0 2 0", "1 queue",
      ])
    let queues = try #require(
      try JSONSerialization.jsonObject(with: Data(npyshare("ls", "--json").output.utf8))
        as? [[String: Any]])
    #expect(queues.map { $0["location"] as? String } == ["frames"])
    #expect(queues.map { $0["depth_bytes"] as? Int } == [24])
  }

  @Test func aLookTakesNoRoleAndNoPlace() throws {
    try queues.create("--producers", "one", "--consumers", "one")
    let queue = try ArrayQueue.attach(location)
    let before = try QueueStatus(of: location).peers
    try queue.send(shape: [], of: Float.self) { $0[[]] = 1 }
    let child = try npyshare("show", "frames", "--seconds", "0")
    #expect(
      lines(child) == [
        "frames: 4 slots of 64 bytes, one to one", "1 waiting (4 bytes), the oldest for 0 s",
        "1 sent, 0 received, 0 lost", "PID FILLS HOLDS SINCE", "\(getpid()) alive 0 0 0 s",
      ])
    guard let message = try queue.receive() else {
      Issue.record("the message is gone")
      return
    }
    let status = try object(npyshare("show", "frames", "--json", "--seconds", "0.01"))
    message.acknowledge()
    let peers = try #require(status["peers"] as? [[String: Any]])
    #expect(peers.map { $0["holds"] as? Int } == [1])
    #expect(status["received_per_second"] as? Double == 0)
    #expect(status["oldest_ns"] is NSNull)
    #expect(try QueueStatus(of: location).peers.map(\.slot) == before.map(\.slot))
  }

  @Test func aDeadPeerIsShownWithWhatItHad() throws {
    try queues.create()
    try queues.send([1])
    let worker = try RunningProcess(RepositoryFiles.queueWorker, ["hold", location.path])
    #expect(worker.receive() == "held false")
    worker.kill()
    #expect(worker.wait().status == -9)
    let shown = lines(try npyshare("show", "frames", "--seconds", "0"))
    #expect(shown.last == "\(worker.id) dead 0 1 0 s", "\(shown)")
    #expect(lines(try npyshare("ls"))[1].contains(" 0, 1 dead "))
    // Who attaches it gives back what the dead one had.
    _ = try ArrayQueue.attach(location)
    let swept = lines(try npyshare("show", "frames", "--seconds", "0"))
    #expect(swept[2] == "1 sent, 1 received, 1 lost")
  }

  @Test func aClosedQueueIsDrainedToItsEnd() throws {
    try queues.create()
    try queues.send([1])
    let child = try npyshare("close", "frames")
    #expect(child.output == "closed frames: 4 slots of 64 bytes, many to many, closed; 1 waiting\n")
    #expect(throws: ArrayQueueError.closed(location)) { try queues.send([2]) }
    #expect(try npyshare("drain", "frames").output == "took 1 message from 'frames'\n")
    #expect(try npyshare("close", "frames").status == 0)
  }

  @Test func removingLeavesNothing() throws {
    try queues.create()
    try queues.send([1])
    let child = try npyshare("rm", "frames", "missing", "--json")
    #expect(child.status == 3 && child.errors.contains("there is no 'missing' in "))
    let results = try #require(
      try JSONSerialization.jsonObject(with: Data(child.output.utf8)) as? [[String: Any]])
    #expect(results.map { $0["removed"] as? Bool } == [true, false])
    let left = try FileManager.default.subpathsOfDirectory(atPath: directory.path)
    #expect(left.filter { !$0.hasPrefix(".npyshare-") } == [])
    #expect(left.filter { $0.hasSuffix(".npy") || $0.hasSuffix("control") } == [])
  }

  @Test func whatIsNoQueueIsAnError() throws {
    let made = try SharedArray.create(
      try ArrayLocation(file: directory.file("array")), shape: [2000], of: Float.self)
    withExtendedLifetime(made) {}
    for command in ["show", "drain", "close", "rm"] {
      let array = try npyshare(command, "array")
      #expect(
        array.status == 3 && array.errors.contains("'array' is no queue"), "\(array.errors)")
      #expect(try npyshare(command, "missing").status == 3)
      #expect(try npyshare(command, ".hidden").status == 2)
      let help = try npyshare(command, "--help")
      #expect(help.output.contains("Example: npyshare queue \(command) "), "\(help.output)")
    }
  }
}
