import NPYShare
import QueueCampaign
import Synchronization
import TestSupport
import Testing

/// Arrays that pass between processes that die at any instruction.
struct HandoverCampaignTests {
  /// Two threads let one producer after the other be ended by the kernel at whatever instruction it
  /// is then, two do so with consumers, and one with collectors.
  @Test(arguments: [false, true]) func deathsLeakAndRemoveNothing(acknowledges: Bool) throws {
    let root = try QueueRoot()
    let queue = try root.create("q", payloadCount: 5, acknowledges: acknowledges)
    let counts = try ArrayLocation(file: root.directory.file("counts"))
    let rounds = 40
    try QueueCampaign.createCounts(counts, producers: 2 * rounds)
    let campaign = Campaign(root: root, counts: counts)
    let nextProducer = Atomic<Int>(0)
    let producers = Atomic<Int>(0)
    let consumers = Atomic<Int>(0)
    let collectors = Atomic<Int>(0)
    let producing: @Sendable () throws -> Void = {
      for _ in 0..<rounds {
        let producer = nextProducer.wrappingAdd(1, ordering: .relaxed).oldValue
        if try campaign.died(["put-arrays", counts.path, "\(producer)", Self.lifetime()]) {
          producers.wrappingAdd(1, ordering: .relaxed)
        }
      }
    }
    let consuming: @Sendable () throws -> Void = {
      for _ in 0..<rounds where try campaign.died(["get-arrays", counts.path, Self.lifetime()]) {
        consumers.wrappingAdd(1, ordering: .relaxed)
      }
    }
    let collecting: @Sendable () throws -> Void = {
      for _ in 0..<rounds / 2 where try campaign.died(["collect", Self.lifetime()]) {
        collectors.wrappingAdd(1, ordering: .relaxed)
      }
    }
    try Threads.run([producing, producing, consuming, consuming, collecting])
    // The living go on, to the end.
    try queue.close()
    try HandoverCampaign(queue: queue.location, counts: counts).consume()
    try root.root.collect()
    let outcome = try QueueCampaign(queue: queue.location, counts: counts).outcome()
    let died = [
      producers.load(ordering: .relaxed), consumers.load(ordering: .relaxed),
      collectors.load(ordering: .relaxed),
    ]
    print("acknowledged \(acknowledges): \(died) ended, \(outcome)")
    #expect(died[0] + died[1] >= 60)
    #expect(outcome.sent > 0)
    #expect(outcome.impossible == 0)
    #expect(outcome.unknown <= died[0])
    if acknowledges {
      #expect(outcome.lost == 0)
      #expect(outcome.repeated <= died[1])
    } else {
      #expect(outcome.lost <= died[1])
      #expect(outcome.repeated == 0)
    }
    // Nothing is leaked: no array, no journal but this process's, no payload.
    #expect(try root.names() == ["counts", "q"])
    #expect(try root.root.scopes().map(\.arrayCount) == [1])
    #expect(try campaign.freePayloads() == queue.payloadCount)
  }

  /// Short, to die while joining, or long, to die at work; in microseconds.
  private static func lifetime() -> String {
    "\(Bool.random() ? Int.random(in: 100...5000) : Int.random(in: 5000...150_000))"
  }

  private struct Campaign: Sendable {
    let root: QueueRoot
    let counts: ArrayLocation

    /// Runs a worker; whether it was ended by a signal, and did not end by itself.
    func died(_ arguments: [String]) throws -> Bool {
      let child = try ChildProcess.run(
        RepositoryFiles.queueWorker, [arguments[0], "\(root.path)//q"] + arguments.dropFirst())
      if child.status < 0 { return true }
      guard child.status == 0 else { throw CommandFailed(arguments: arguments, child: child) }
      return false
    }

    /// How many payloads of the queue nobody has, by its words.
    func freePayloads() throws -> Int {
      let words = try SharedArray.attachRaw(
        root.location("q"), shape: [(4864 + 64 * 128 + 5 * (64 + 256 + 512)) / 8],
        dtype: UInt64.dtype)
      return try words.withUnleasedView(as: UInt64.self) { words in
        (0..<5).count { payload in
          let start = (4864 + 64 * 128 + 5 * 64 + payload * 256) / 8
          return words[start] == 0 && words[start + 16] == 0
        }
      }
    }
  }
}
