import Foundation
import NPYShare
import TestSupport
import Testing

/// Two processes, one of which may die.
struct QueueProcessTests {
  @Test func aSecondProcessSendsInOrder() throws {
    let test = try TestQueue(producers: .one, consumers: .one)
    let worker = try RunningProcess(
      RepositoryFiles.queueWorker, ["send", test.location.path, "500"])
    var count = 0
    while let isRight = try test.queue.receive(
      as: Float.self,
      { view in
        view.shape == [count] && (0..<view.count).allSatisfy { view[$0] == Float(count) }
      })
    {
      #expect(isRight, "message \(count)")
      count += 1
    }
    #expect(count == 500)
    let child = worker.wait()
    #expect(child.status == 0, "\(child.output)")
  }

  @Test func aKilledConsumerLosesOnlyWhatItHeld() throws {
    let test = try TestQueue(payloadCount: 2)
    try test.send(1)
    let worker = try test.worker("hold", says: "held false")
    try test.send(2)
    worker.kill()
    #expect(worker.wait().status == -9)
    // Its payload comes back without anybody's doing.
    try test.send(3)
    #expect(try test.receive() == 2)
    #expect(try test.receive() == 3)
    #expect(test.queue.lostCount == 1)
  }

  @Test func aKilledConsumersMessageIsDeliveredAgain() throws {
    let test = try TestQueue(payloadCount: 1, acknowledges: true)
    try test.send(1)
    let worker = try test.worker("hold", says: "held false")
    worker.kill()
    #expect(worker.wait().status == -9)
    let message = try test.queue.next()
    let isRedelivered = message.isRedelivered
    #expect(isRedelivered)
    try message.withView(as: UInt64.self) { #expect($0[[]] == 1) }
    message.acknowledge()
    #expect(test.queue.lostCount == 0)
    try test.send(2, waitingUpTo: .zero)
  }

  @Test func whatAnotherAcknowledgedIsNotDeliveredAgain() throws {
    let test = try TestQueue(payloadCount: 1, acknowledges: true)
    try test.send(1)
    let worker = try test.worker("hold", says: "held false")
    worker.send("acknowledge")
    #expect(worker.receive() == "released")
    worker.kill()
    #expect(worker.wait().status == -9)
    try test.queue.close()
    #expect(try test.receive() == nil)
  }

  @Test func aKilledProducersLoanIsFreeAgain() throws {
    let test = try TestQueue(payloadCount: 1)
    let worker = try test.worker("fill", says: "filling")
    worker.kill()
    #expect(worker.wait().status == -9)
    try test.send(2)
    #expect(try test.receive() == 2)
  }

  @Test func aKilledHolderOfARoleForOneFreesIt() throws {
    let test = try TestQueue(producers: .one, consumers: .one)
    let worker = try test.worker("fill", says: "filling")
    #expect(throws: ArrayQueueError.roleTaken(test.location, .producer)) { try test.send(1) }
    worker.kill()
    #expect(worker.wait().status == -9)
    try test.send(1)
    #expect(try test.receive() == 1)
  }

  @Test func aStoppedConsumerKeepsItsMessage() throws {
    let test = try TestQueue(payloadCount: 1, acknowledges: true)
    try test.send(1)
    let worker = try test.worker("hold", says: "held false")
    kill(worker.id, SIGSTOP)
    let timeout = Duration.milliseconds(250)
    #expect(throws: ArrayQueueError.timedOut(test.location, .consumer, after: timeout)) {
      try test.receive(waitingUpTo: timeout)
    }
    kill(worker.id, SIGCONT)
    worker.send("acknowledge")
    #expect(worker.receive() == "released")
    try test.send(2, waitingUpTo: .zero)
    #expect(worker.wait().status == 0)
  }
}
