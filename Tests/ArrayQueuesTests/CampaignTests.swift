import NPYShare
import QueueCampaign
import Synchronization
import TestSupport
import Testing

/// Many producers and consumers, in threads and in processes that die at any instruction.
struct QueueCampaignTests {
  struct Setting: Sendable, CustomStringConvertible {
    let producers: Int
    let consumers: Int
    let payloads: Int
    let acknowledges: Bool

    var description: String {
      "\(producers) to \(consumers), \(payloads) payloads\(acknowledges ? ", acknowledged" : "")"
    }
  }

  @Test(arguments: [
    Setting(producers: 1, consumers: 1, payloads: 1, acknowledges: false),
    Setting(producers: 1, consumers: 1, payloads: 4, acknowledges: true),
    Setting(producers: 3, consumers: 3, payloads: 2, acknowledges: false),
    Setting(producers: 4, consumers: 2, payloads: 16, acknowledges: false),
    Setting(producers: 3, consumers: 3, payloads: 4, acknowledges: true),
  ])
  func everyMessageIsReceivedOnceAndWhole(setting: Setting) throws {
    let test = try Self.campaign(setting)
    let count = 1500
    let sending = Atomic<Int>(setting.producers)
    let received = Atomic<Int>(0)
    let producing = (0..<setting.producers).map { producer -> @Sendable () throws -> Void in
      {
        try test.attach().produce(producer, count: count)
        if sending.wrappingSubtract(1, ordering: .relaxed).newValue == 0 {
          try test.queue.queue.close()
        }
      }
    }
    let consuming = (0..<setting.consumers).map { _ -> @Sendable () throws -> Void in
      { received.wrappingAdd(try test.attach().consume(), ordering: .relaxed) }
    }
    try Threads.run(producing + consuming)
    #expect(received.load(ordering: .relaxed) == setting.producers * count)
    let outcome = try test.attach().outcome()
    #expect(outcome.sent == setting.producers * count)
    #expect(outcome.lost == 0)
    #expect(outcome.repeated == 0)
  }

  /// All by one handle, so in one mapping: there ThreadSanitizer sees both ends of each message.
  @Test(arguments: [false, true])
  func threadsOfOneHandleHandOverWholeMessages(acknowledges: Bool) throws {
    let setting = Setting(producers: 3, consumers: 3, payloads: 3, acknowledges: acknowledges)
    let test = try Self.campaign(setting)
    let shared = try test.attach()
    let count = 1000
    let sending = Atomic<Int>(setting.producers)
    let producing = (0..<setting.producers).map { producer -> @Sendable () throws -> Void in
      {
        try shared.produce(producer, count: count)
        if sending.wrappingSubtract(1, ordering: .relaxed).newValue == 0 { try shared.close() }
      }
    }
    let consuming = (0..<setting.consumers).map { _ -> @Sendable () throws -> Void in
      { try shared.consume() }
    }
    try Threads.run(producing + consuming)
    let outcome = try shared.outcome()
    #expect(outcome.sent == setting.producers * count)
    #expect(outcome.lost + outcome.repeated + outcome.unknown + outcome.impossible == 0)
  }

  /// Each of four threads lets one worker after the other be ended by the kernel at whatever
  /// instruction it is then: two producers, two consumers, and now and then one that only joins.
  @Test(arguments: [
    Setting(producers: 80, consumers: 2, payloads: 6, acknowledges: false),
    Setting(producers: 80, consumers: 2, payloads: 12, acknowledges: true),
  ])
  func deathsTearAndRepeatNothing(setting: Setting) throws {
    let test = try Self.campaign(setting)
    let nextProducer = Atomic<Int>(0)
    let producerDeaths = Atomic<Int>(0)
    let consumerDeaths = Atomic<Int>(0)
    let rounds = 40
    let producing: @Sendable () throws -> Void = {
      for _ in 0..<rounds {
        let producer = nextProducer.wrappingAdd(1, ordering: .relaxed).oldValue
        if try test.died(["produce", test.counts.path, "\(producer)", Self.lifetime()]) {
          producerDeaths.wrappingAdd(1, ordering: .relaxed)
        }
      }
    }
    let consuming: @Sendable () throws -> Void = {
      for round in 0..<rounds {
        if round % 8 == 0 { _ = try test.died(["attach", Self.lifetime()]) }
        if try test.died(["consume", test.counts.path, Self.lifetime()]) {
          consumerDeaths.wrappingAdd(1, ordering: .relaxed)
        }
      }
    }
    try Threads.run([producing, producing, consuming, consuming])
    // The living go on: one more of each, to the end.
    let last = try test.attach()
    let ending: @Sendable () throws -> Void = { try last.close() }
    let draining: @Sendable () throws -> Void = { try test.attach().consume() }
    try Threads.run([ending, draining, draining])
    let outcome = try last.outcome()
    let (producers, consumers) = (
      producerDeaths.load(ordering: .relaxed), consumerDeaths.load(ordering: .relaxed)
    )
    print("\(setting): \(producers) producers and \(consumers) consumers ended, \(outcome)")
    #expect(producers + consumers >= 100)
    #expect(outcome.sent > 0)
    #expect(outcome.impossible == 0)
    #expect(outcome.unknown <= producers)
    if setting.acknowledges {
      #expect(outcome.lost == 0)
      #expect(outcome.repeated <= consumers)
    } else {
      #expect(outcome.lost <= consumers)
      #expect(outcome.repeated == 0)
    }
    #expect(test.queue.queue.depth == 0)
  }

  /// Short, to die while joining, or long, to die at work; in microseconds.
  private static func lifetime() -> String {
    "\(Bool.random() ? Int.random(in: 100...5000) : Int.random(in: 5000...150_000))"
  }

  private static func campaign(_ setting: Setting) throws -> Campaign {
    let queue = try TestQueue(
      payloadCount: setting.payloads, payloadBytes: QueueCampaign.payloadBytes,
      producers: setting.producers == 1 ? .one : .many,
      consumers: setting.consumers == 1 ? .one : .many, acknowledges: setting.acknowledges)
    let counts = try ArrayLocation(file: queue.directory.file("counts"))
    try QueueCampaign.createCounts(counts, producers: setting.producers)
    return Campaign(queue: queue, counts: counts)
  }

  private struct Campaign: Sendable {
    let queue: TestQueue
    let counts: ArrayLocation

    func attach() throws -> QueueCampaign {
      try QueueCampaign(queue: queue.location, counts: counts)
    }

    /// Runs a worker; whether it was ended by a signal, and did not end by itself.
    func died(_ arguments: [String]) throws -> Bool {
      let child = try ChildProcess.run(
        RepositoryFiles.queueWorker, [arguments[0], queue.location.path] + arguments.dropFirst())
      if child.status < 0 { return true }
      guard child.status == 0 else { throw CommandFailed(arguments: arguments, child: child) }
      return false
    }
  }
}
