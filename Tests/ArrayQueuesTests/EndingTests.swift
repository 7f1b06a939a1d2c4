import NPYShare
import TestSupport
import Testing

/// Waiting, and what ends it.
struct EndingTests {
  @Test func aClosedQueueIsDrainedAndThenAtItsEnd() throws {
    let test = try TestQueue()
    try test.send(1)
    try test.send(2)
    try test.queue.close()
    try test.queue.close()
    #expect(test.queue.isClosed)
    #expect(throws: ArrayQueueError.closed(test.location)) { try test.send(3) }
    #expect(try test.receive() == 1)
    #expect(try test.receive() == 2)
    #expect(try test.receive() == nil)
    #expect(throws: ArrayQueueError.ended(test.location)) {
      _ = try test.queue.tryReceive()
    }
  }

  @Test(arguments: [false, true]) func closingWakesAllWhoWait(acknowledges: Bool) throws {
    let test = try TestQueue(payloadCount: 1, acknowledges: acknowledges)
    let other = try TestQueue(payloadCount: 1, acknowledges: acknowledges)
    try other.send(1)
    let receiver: @Sendable () throws -> Void = {
      let queue = try ArrayQueue.attach(test.location)
      #expect(try queue.receive(as: UInt64.self) { $0[[]] } == nil)
    }
    let sender: @Sendable () throws -> Void = {
      let queue = try ArrayQueue.attach(other.location)
      #expect(throws: ArrayQueueError.closed(other.location)) {
        try queue.send(shape: [], of: UInt64.self) { _ in }
      }
    }
    let closer: @Sendable () throws -> Void = {
      try test.queue.close()
      try other.queue.close()
    }
    try Threads.run([receiver, receiver, sender, sender, closer])
  }

  @Test func waitingEndsWithItsTime() throws {
    let test = try TestQueue(payloadCount: 1)
    let timeout = Duration.milliseconds(5)
    #expect(throws: ArrayQueueError.timedOut(test.location, .consumer, after: timeout)) {
      try test.receive(waitingUpTo: timeout)
    }
    let message = try test.queue.tryReceive()
    let isEmpty = message == nil
    #expect(isEmpty)
    try test.send(1)
    #expect(throws: ArrayQueueError.timedOut(test.location, .producer, after: timeout)) {
      try test.send(2, waitingUpTo: timeout)
    }
    #expect(try test.receive(waitingUpTo: .zero) == 1)
  }

  @Test func whatIsGivenBackIsDeliveredAgain() throws {
    struct Refusal: Error {}
    let test = try TestQueue(acknowledges: true)
    try test.send(1)
    #expect(throws: Refusal.self) {
      try test.queue.receive(as: UInt64.self) { _ in throw Refusal() }
    }
    do {
      let message = try test.queue.next()
      let isRedelivered = message.isRedelivered
      #expect(isRedelivered)
    }
    let message = try test.queue.next()
    let isRedelivered = message.isRedelivered
    #expect(isRedelivered)
    try message.withView(as: UInt64.self) { #expect($0[[]] == 1) }
    message.acknowledge()
    try test.queue.close()
    #expect(try test.receive() == nil)
  }

  @Test func theEndWaitsForWhatOthersHaveNotAcknowledged() throws {
    let test = try TestQueue(acknowledges: true)
    try test.send(1)
    let other = try ArrayQueue.attach(test.location)
    do {
      let message = try other.next()
      try test.queue.close()
      // It may come back.
      #expect(throws: ArrayQueueError.self) { try test.receive(waitingUpTo: .milliseconds(5)) }
      // Who holds it would wait for itself.
      #expect(try other.receive(as: UInt64.self) { $0[[]] } == nil)
      let isRedelivered = message.isRedelivered
      #expect(!isRedelivered)
    }
    #expect(try test.receive() == 1)
    #expect(try test.receive() == nil)
  }
}
