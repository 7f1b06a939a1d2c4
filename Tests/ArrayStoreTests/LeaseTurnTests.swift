import NPYShare
import Synchronization
import TestSupport
import Testing

/// Who comes when.
@Suite struct LeaseTurnTests {
  /// Readers who never stop, through three handles and several threads of each: once a writer is
  /// seen to wait, each handle gets in before it once more at most, by one of its threads.
  ///
  /// So a reader has at most two turns more: the one that it is in when the writer comes, and this.
  @Test(arguments: [nil, Duration.seconds(600)])
  func aWriterWaitsForTwoTurnsOfEachReaderAtMost(timeout: Duration?) throws {
    let (array, location, directory) = try LeaseTests.array()
    let gate = try Gate(of: array)
    let handles = try (0..<3).map { _ in try SharedArray.attach(location, access: .readWrite) }
    let turn = Atomic<Int>(0)
    let isOver = Atomic<Bool>(false)
    let sightings = Atomic<Int>(0)
    let overtakings = Atomic<Int>(0)
    let lastOvertaken = Mutex<[Int: Int]>([:])
    let readers = (0..<6).map { reader -> @Sendable () throws -> Void in
      {
        let handle = handles[reader % 3]
        while !isOver.load(ordering: .acquiring) {
          // The order counts: a turn may end while the gate is looked at.
          let before = turn.load(ordering: .sequentiallyConsistent)
          let isWaitedFor = try gate.isClosed
          let isSeen = isWaitedFor && turn.load(ordering: .sequentiallyConsistent) == before
          try handle.read(as: Int32.self, timeout: timeout) { view in
            #expect(view[0, 0] == view[4, 2])
            guard isSeen else { return }
            sightings.wrappingAdd(1, ordering: .relaxed)
            if turn.load(ordering: .sequentiallyConsistent) == before {
              let last = lastOvertaken.withLock { $0.updateValue(before, forKey: reader % 3) }
              if last == before { overtakings.wrappingAdd(1, ordering: .relaxed) }
            }
          }
        }
      }
    }
    let writer: @Sendable () throws -> Void = {
      defer { isOver.store(true, ordering: .releasing) }
      // Until it was seen to wait often enough to mean something.
      while sightings.load(ordering: .relaxed) < 200 {
        try array.write(as: Int32.self, timeout: timeout) { view in
          let next = view[0, 0] + 1
          for index in 0..<15 { view[flat: index] = next }
          turn.wrappingAdd(1, ordering: .sequentiallyConsistent)
        }
      }
    }
    try array.write(as: Int32.self) { $0.fill(with: 0) }
    try Threads.run(readers + [writer])
    let overtakingCount = overtakings.load(ordering: .relaxed)
    #expect(overtakingCount == 0)
    withExtendedLifetime(directory) {}
  }

  /// A handle looks at the gate for every other shared lease, and for each that joins another.
  @Test func aHandleGetsPastAClosedGateOnce() throws {
    let (array, location, directory) = try LeaseTests.array()
    let gate = array.layout.dataOffset - 1..<array.layout.dataOffset
    let writer = try OwnedFile(opening: location.path, access: .readWrite)
    func isHad() throws -> Bool {
      do {
        try array.lease(.shared, timeout: .zero).release()
        return true
      } catch ArrayStoreError.leaseTimedOut {
        return false
      }
    }
    #expect(try isHad())
    #expect(try writer.tryLock(.exclusive, gate))
    #expect(try isHad())
    for _ in 0..<3 { #expect(try !isHad()) }
    try writer.unlock(gate)
    // Who only tries, looks; and who joins a lease of another thread.
    #expect(try isHad())
    #expect(try writer.tryLock(.exclusive, gate))
    #expect(try array.tryRead(as: Int32.self) { _ in true } == nil)
    try writer.unlock(gate)
    #expect(try isHad())
    try Threads.run([
      {
        let other = try SharedArray.attach(location)
        try other.lease(.shared).release()
        let held = Handover(try other.lease(.shared))
        #expect(try writer.tryLock(.exclusive, gate))
        try Threads.run([
          {
            #expect(throws: ArrayStoreError.self) {
              try other.lease(.shared, timeout: .zero).release()
            }
          }
        ])
        held.end()
      }
    ])
    withExtendedLifetime(directory) {}
  }

  /// Within a handle: whom a waiting writer is in the way of comes after it, whom not, does not wait.
  @Test func threadsOfAHandleComeInTheirOrder() throws {
    let (array, _, directory) = try LeaseTests.array()
    let gate = try Gate(of: array)
    let first = Handover(try array.lease(.shared, rows: 0..<3))
    let isWritten = Atomic<Bool>(false)
    try Threads.run([
      {
        try array.write(2..<4, as: Int32.self) { view in
          view[0, 0] = 50
          isWritten.store(true, ordering: .releasing)
        }
      },
      {
        try gate.waitUntilAWriterWaits()
        #expect(try array.tryRead(2..<3, as: Int32.self) { _ in true } == nil)
        #expect(try array.tryRead(3..<4, as: Int32.self) { _ in true } == nil)
        #expect(try array.tryRead(4..<5, as: Int32.self) { $0[0, 0] } == 12)
        #expect(try array.tryRead(0..<2, as: Int32.self) { $0[0, 0] } == 0)
        let isEarly = isWritten.load(ordering: .acquiring)
        #expect(!isEarly)
        try Threads.run([
          {
            try array.read(2..<3, as: Int32.self) { view in
              let isLate = isWritten.load(ordering: .acquiring)
              #expect(view[0, 0] == 50 && isLate)
            }
          },
          { first.end() },
        ])
      },
    ])
    withExtendedLifetime(directory) {}
  }

  /// Writers do not shut each other out for ever, nor the readers: each has all its turns.
  @Test func allThreadsThroughAllHandlesHaveTheirTurns() throws {
    let (array, location, directory) = try LeaseTests.array()
    try array.write(as: Int32.self) { $0.fill(with: 0) }
    let handles = try (0..<4).map { _ in try SharedArray.attach(location, access: .readWrite) }
    let rounds = 100
    try Threads.run(
      (0..<12).map { number in
        {
          let handle = handles[number % 4]
          for round in 0..<rounds {
            let rows = number % 3 == 0 ? nil : number % 5..<min(5, number % 5 + 2)
            let timeout: Duration? = round % 2 == 0 ? nil : .seconds(600)
            if number % 2 == 0 {
              try handle.write(rows, as: Int32.self, timeout: timeout) { view in
                view[flat: 0] += 1
              }
            } else {
              try handle.read(rows, as: Int32.self, timeout: timeout) { #expect($0[flat: 0] >= 0) }
            }
          }
        }
      })
    var sum = 0
    try array.read(as: Int32.self) { view in
      for row in 0..<5 { sum += Int(view[row, 0]) }
    }
    #expect(sum == 6 * rounds)
    withExtendedLifetime(directory) {}
  }
}
