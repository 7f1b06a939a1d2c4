import NPYShare
import Synchronization
import TestSupport
import Testing

/// Tasks that send and receive.
struct QueueTaskTests {
  private final class Count: Sendable {
    let number = Atomic<Int>(0)
  }

  @Test(arguments: [false, true]) func tasksHandEachOtherMessages(acknowledges: Bool) async throws {
    let test = try TestQueue(payloadCount: 3, acknowledges: acknowledges)
    let (producers, count) = (4, 200)
    let sum = try await withThrowingTaskGroup(of: UInt64.self) { group in
      let left = Count()
      left.number.store(producers, ordering: .relaxed)
      for producer in 0..<producers {
        group.addTask {
          let queue = try ArrayQueue.attach(test.location)
          for number in 0..<count {
            try await queue.send(shape: [2], of: UInt64.self) { view in
              view[0] = UInt64(producer)
              view[1] = UInt64(number)
            }
          }
          if left.number.wrappingSubtract(1, ordering: .relaxed).newValue == 0 {
            try queue.close()
          }
          return 0
        }
        group.addTask {
          let queue = try ArrayQueue.attach(test.location)
          var sum: UInt64 = 0
          while let number = try await queue.receive(as: UInt64.self, { $0[1] }) { sum += number }
          return sum
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(sum == UInt64(producers * count * (count - 1) / 2))
    #expect(test.queue.depth == 0)
  }

  @Test func tasksHandEachOtherArrays() async throws {
    let root = try QueueRoot()
    let queue = try root.create("q", payloadCount: 2)
    let sum = try await withThrowingTaskGroup(of: UInt64.self) { group in
      group.addTask {
        for number in 0..<20 {
          let array = try SharedArray.create(
            root.location("a\(number)"), copying: [UInt64(number)],
            options: CreationOptions(lifetime: .scoped))
          try await queue.put(array)
          #expect(!array.isOwner)
        }
        try queue.close()
        return 0
      }
      group.addTask {
        var sum: UInt64 = 0
        while let array = try await queue.get() {
          #expect(array.isOwner)
          sum += try array.withUnleasedView(as: UInt64.self) { $0[0] }
          try array.remove()
        }
        return sum
      }
      return try await group.reduce(0, +)
    }
    #expect(sum == 190)
    #expect(try root.names() == ["q"])
  }

  /// More tasks than there are threads for them: would one block its thread, none could go on.
  @Test func waitingTasksBlockNoThread() async throws {
    let test = try TestQueue()
    let waiting = Count()
    let sum = try await withThrowingTaskGroup(of: UInt64.self) { group in
      for _ in 0..<20 {
        group.addTask {
          waiting.number.wrappingAdd(1, ordering: .relaxed)
          return try await test.queue.receive(as: UInt64.self) { $0[[]] } ?? 0
        }
      }
      while waiting.number.load(ordering: .relaxed) < 20 { await Task.yield() }
      for number in 0..<20 {
        try await test.queue.send(shape: [], of: UInt64.self) { $0[[]] = UInt64(number) }
      }
      return try await group.reduce(0, +)
    }
    #expect(sum == 190)
  }

  @Test func aCancelledTaskHasDoneNothing() async throws {
    let root = try QueueRoot()
    let queue = try root.create("q", payloadCount: 1)
    let array = try SharedArray.create(
      root.location("a"), copying: [UInt64(1)], options: CreationOptions(lifetime: .scoped))
    let receiving = Task { try await queue.receive(as: UInt64.self) { $0[[]] } }
    receiving.cancel()
    await #expect(throws: CancellationError.self) { try await receiving.value }
    try await queue.send(shape: [], of: UInt64.self) { $0[[]] = 1 }
    let sending = Task { try await queue.send(shape: [], of: UInt64.self) { _ in } }
    let putting = Task { try await queue.put(array) }
    await Task.yield()
    sending.cancel()
    putting.cancel()
    await #expect(throws: CancellationError.self) { try await sending.value }
    await #expect(throws: CancellationError.self) { try await putting.value }
    #expect(array.isOwner)
    #expect(queue.depth == 1)
    #expect(try await queue.receive(as: UInt64.self) { $0[[]] } == 1)
    #expect(queue.depth == 0)
  }

  @Test func aTaskWaitsNoLongerThanItIsTold() async throws {
    let test = try TestQueue(payloadCount: 1)
    let timeout = Duration.milliseconds(3)
    await #expect(throws: ArrayQueueError.timedOut(test.location, .consumer, after: timeout)) {
      _ = try await test.queue.receive(as: UInt64.self, waitingUpTo: timeout) { $0[[]] }
    }
    try await test.queue.send(shape: [], of: UInt64.self) { $0[[]] = 1 }
    await #expect(throws: ArrayQueueError.timedOut(test.location, .producer, after: timeout)) {
      try await test.queue.send(shape: [], of: UInt64.self, waitingUpTo: timeout) { _ in }
    }
    try test.queue.close()
    #expect(try await test.queue.receive(as: UInt64.self) { $0[[]] } == 1)
    #expect(try await test.queue.receive(as: UInt64.self) { $0[[]] } == nil)
  }
}
