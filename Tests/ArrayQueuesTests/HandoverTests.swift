import Foundation
import NPYShare
import TestSupport
import Testing

/// Whose an array is that is put and got.
struct HandoverTests {
  private let root: QueueRoot

  init() throws {
    root = try QueueRoot()
  }

  private func array(
    _ name: String = "a", _ lifetime: ArrayLifetime = .scoped
  ) throws -> SharedArray {
    let array = try SharedArray.create(
      root.location(name), shape: [3], of: UInt64.self, lifetime: lifetime)
    try array.withUnleasedMutableView(as: UInt64.self) { $0[2] = 5 }
    return array
  }

  @Test(arguments: ArrayLifetime.allCases, [false, true])
  func anArrayPassesWithItsLifetime(lifetime: ArrayLifetime, acknowledges: Bool) throws {
    let queue = try root.create("q", acknowledges: acknowledges)
    let sent = try array("a", lifetime)
    try queue.put(sent)
    #expect(!sent.isOwner)
    #expect(queue.depth == 1)
    try root.root.collect()
    #expect(try root.names() == ["a", "q"])
    let got = try #require(try queue.get())
    #expect(got.isOwner == (lifetime != .persistent))
    #expect(got.lifetime == (lifetime == .persistent ? nil : lifetime))
    try got.withUnleasedMutableView(as: UInt64.self) { #expect($0[2] == 5) }
    #expect(queue.depth == 0)
    #expect(try root.root.scopes().map(\.arrayCount) == [lifetime == .persistent ? 1 : 2])
    try got.remove()
    #expect(try root.root.scopes().map(\.arrayCount) == [1])
  }

  @Test func whatIsNoArrayIsLeftToReceive() throws {
    let queue = try root.create("q", acknowledges: true)
    try queue.send(shape: [], of: UInt64.self) { $0[[]] = 1 }
    #expect(throws: ArrayQueueError.notAnArray(queue.location)) { try queue.get() }
    #expect(throws: ArrayQueueError.notAnArray(queue.location)) { try queue.tryGet() }
    #expect(queue.depth == 1)
    do {
      let message = try queue.next()
      let isArray = message.isArray
      #expect(!isArray)
      do throws(ArrayQueueError) {
        _ = try message.adopt()
        Issue.record("what was sent was adopted")
      } catch {
        #expect(error == .notAnArray(queue.location))
      }
    }
    // It was given back, and is left there again.
    #expect(throws: ArrayQueueError.notAnArray(queue.location)) { try queue.get() }
    let message = try queue.next()
    let isRedelivered = message.isRedelivered
    #expect(isRedelivered)
    message.acknowledge()
    #expect(try queue.tryGet() == nil)
    try queue.close()
    #expect(try queue.get() == nil)
  }

  @Test(arguments: [false, true])
  func anArrayThatNobodyKeepsGoesWithItsMessage(acknowledges: Bool) throws {
    let queue = try root.create("q", acknowledges: acknowledges)
    try queue.put(try array("a"))
    try queue.put(try array("p", .persistent))
    for _ in 0..<2 {
      let number = try queue.receive(as: UInt64.self) { $0[2] }
      #expect(number == 5)
    }
    #expect(try root.names() == ["p", "q"])
    #expect(try root.root.scopes().map(\.arrayCount) == [1])
    for _ in 0..<4 { #expect(try queue.trySend(shape: [], of: UInt64.self) { _ in }) }
  }

  @Test func anArrayIsStillItsOwnersWhenItIsRefused() throws {
    let queue = try root.create("q", payloadCount: 1)
    let first = try array("a")
    let second = try array("b", .lastUser)
    #expect(try queue.tryPut(first))
    #expect(try !queue.tryPut(second))
    #expect(second.isOwner)
    try queue.close()
    #expect(throws: ArrayQueueError.closed(queue.location)) { try queue.put(second) }
    #expect(second.isOwner)
    #expect(second.lifetime == .lastUser)
    let raw = try SharedArray.create(
      root.location("r"), shape: [3], of: UInt64.self, options: rawOptions)
    #expect(throws: ArrayQueueError.rawArray(queue.location, array: raw.location)) {
      try queue.put(raw)
    }
  }

  private var rawOptions: CreationOptions {
    var options = CreationOptions()
    options.format = .raw
    return options
  }

  @Test func anArrayOnItsWayIsNobodyElses() throws {
    let queue = try root.create("q")
    let sent = try array()
    try queue.put(sent)
    let other = try SharedArray.attach(sent.location, access: .readWrite)
    for array in [sent, other] {
      for attempt in [
        { try array.persist() }, { try array.adopt() },
        { try Self.unwrapped { try queue.put(array) } },
      ] as [() throws -> Void] {
        let error = #expect(throws: ArrayStoreError.self) { try attempt() }
        guard case .inQueue(sent.location, _) = error else {
          Issue.record("\(String(describing: error))")
          return
        }
      }
    }
    let got = try #require(try queue.get())
    try got.persist()
  }

  private static func unwrapped(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch ArrayQueueError.store(let error) {
      throw error
    }
  }

  @Test func anArrayThatWasRemovedOnItsWayIsSaidToBe() throws {
    let queue = try root.create("q", payloadCount: 1)
    for acknowledges in [false, true] {
      let queue = acknowledges ? try root.create("r", payloadCount: 1, acknowledges: true) : queue
      let sent = try array()
      try queue.put(sent)
      try SharedArray.remove(sent.location)
      let error = #expect(throws: ArrayQueueError.self) { try queue.get() }
      guard case .arrayLost(queue.location, "a", _) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(try queue.trySend(shape: [], of: UInt64.self) { _ in })
    }
  }

  @Test func theArraysInAQueueGoWithIt() throws {
    do {
      let queue = try root.create("q")
      try queue.put(try array("a"))
      try queue.put(try array("p", .persistent))
    }
    #expect(try root.names() == ["p"])
    #expect(try root.queues().isEmpty)
  }

  @Test func aKilledSendersArrayIsTheQueues() throws {
    let queue = try root.create("q")
    let worker = try root.worker("put", "q", ["scoped"], says: "put")
    worker.kill()
    #expect(worker.wait().status == -9)
    try root.root.collect()
    let got = try #require(try queue.get())
    try got.withUnleasedView(as: UInt64.self) { #expect($0[2] == 5) }
  }

  @Test func aKilledReceiversArrayIsCollected() throws {
    let queue = try root.create("q")
    try queue.put(try array())
    let worker = try root.worker("get", "q", says: "got a scoped")
    #expect(try root.root.collect().isEmpty)
    worker.kill()
    #expect(worker.wait().status == -9)
    #expect(try root.root.collect().map(\.name) == ["a"])
    #expect(try root.names() == ["q"])
  }

  @Test func aKilledHoldersArrayIsDeliveredAgain() throws {
    let queue = try root.create("q", acknowledges: true)
    try queue.put(try array())
    let worker = try root.worker("hold", "q", says: "held false")
    worker.kill()
    #expect(worker.wait().status == -9)
    #expect(try root.root.collect().isEmpty)
    let message = try queue.next()
    let (isRedelivered, isArray) = (message.isRedelivered, message.isArray)
    #expect(isRedelivered)
    #expect(isArray)
    let got = try message.adopt()
    #expect(got.isOwner)
  }
}
