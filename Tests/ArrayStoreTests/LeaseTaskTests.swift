import NPYShare
import Synchronization
import TestSupport
import Testing

/// Leases that tasks wait for.
@Suite struct LeaseTaskTests {
  private final class Count: Sendable {
    let number = Atomic<Int>(0)
  }

  @Test func aTaskReadsAndStores() async throws {
    let (array, location, directory) = try LeaseTests.array()
    try await array.write(1..<3, as: Int32.self) { view in view.fill(with: 7) }
    let sum = try await array.read(0..<2, as: Int32.self) { view in view[0, 2] + view[1, 0] }
    #expect(sum == 9)
    await #expect(throws: ArrayStoreError.rowsOutOfRange(location, 5..<6, rowCount: 5)) {
      try await array.read(5..<6, as: Int32.self) { _ in }
    }
    let reader = try SharedArray.attach(location)
    await #expect(throws: ArrayStoreError.notWritable(location)) {
      try await reader.write(as: Int32.self) { _ in }
    }
    withExtendedLifetime(directory) {}
  }

  /// More tasks than there are threads for them: would one block its thread, none could go on.
  @Test func waitingTasksBlockNoThread() async throws {
    let (array, location, directory) = try LeaseTests.array()
    let other = try SharedArray.attach(location, access: .readWrite)
    let held = Handover(try other.lease(.exclusive))
    let waiting = Count()
    let sum = try await withThrowingTaskGroup(of: Int32.self) { group in
      for _ in 0..<20 {
        group.addTask {
          waiting.number.wrappingAdd(1, ordering: .relaxed)
          return try await array.read(as: Int32.self) { $0[4, 2] }
        }
      }
      while waiting.number.load(ordering: .relaxed) < 20 { await Task.yield() }
      held.end()
      return try await group.reduce(0, +)
    }
    #expect(sum == 20 * 14)
    withExtendedLifetime(directory) {}
  }

  @Test(arguments: [ArrayLease.Kind.shared, .exclusive], [false, true])
  func aCancelledTaskStopsWaitingAndKeepsNobodyOut(
    kind: ArrayLease.Kind, areTwoHandles: Bool
  ) async throws {
    let (array, location, directory) = try LeaseTests.array()
    let other = areTwoHandles ? try SharedArray.attach(location, access: .readWrite) : array
    let held = try other.lease(kind == .shared ? .exclusive : .shared, rows: 0..<1)
    let task = Task {
      if kind == .shared {
        try await array.read(as: Int32.self) { _ in }
      } else {
        try await array.write(as: Int32.self) { _ in }
      }
    }
    for _ in 0..<100 { await Task.yield() }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(try !Gate(of: array).isClosed)
    #expect(try array.tryWrite(1..<5, as: Int32.self) { _ in true } == true)
    held.release()
    #expect(try array.tryWrite(as: Int32.self) { _ in true } == true)
    withExtendedLifetime(directory) {}
  }

  @Test func aTaskThatIsCancelledAlreadyTakesNothing() async throws {
    let (array, _, directory) = try LeaseTests.array()
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      try await array.write(as: Int32.self) { view in view[0, 0] = 100 }
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    let first = try await array.read(as: Int32.self) { $0[0, 0] }
    #expect(first == 0)
    withExtendedLifetime(directory) {}
  }

  @Test func aTaskIsToldThatTheTimeIsOver() async throws {
    let (array, location, directory) = try LeaseTests.array()
    let other = try SharedArray.attach(location, access: .readWrite)
    let held = try other.lease(.shared, rows: 2..<3)
    await #expect(
      throws: ArrayStoreError.leaseTimedOut(location, .exclusive, 1..<4, after: .milliseconds(3))
    ) {
      try await array.write(1..<4, as: Int32.self, timeout: .milliseconds(3)) { _ in }
    }
    held.release()
    try await array.write(1..<4, as: Int32.self, timeout: .zero) { _ in }
    withExtendedLifetime(directory) {}
  }

  /// The body runs in one thread from its beginning to its end.
  @Test func aTaskThatWouldWaitForItselfIsTold() async throws {
    let (array, location, directory) = try LeaseTests.array()
    let error = ArrayStoreError.leaseHeldByThisThread(
      location, held: .shared, heldRows: nil, asked: .exclusive, askedRows: 0..<1)
    try await array.read(as: Int32.self) { _ in
      #expect(throws: error) { try array.lease(.exclusive, rows: 0..<1).release() }
      try array.lease(.shared, rows: 0..<1).release()
    }
    withExtendedLifetime(directory) {}
  }
}
