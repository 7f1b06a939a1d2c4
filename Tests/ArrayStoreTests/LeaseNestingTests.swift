import NPYShare
import TestSupport
import Testing

/// A thread that asks for more than one lease on an array.
@Suite struct LeaseNestingTests {
  /// What a thread holds, what it asks for, and whether it would wait for itself.
  struct Case: Sendable, CustomTestStringConvertible {
    let held: ArrayLease.Kind
    let heldRows: Range<Int>?
    let asked: ArrayLease.Kind
    let askedRows: Range<Int>?
    let isMisuse: Bool

    var testDescription: String { "\(held) \(heldRows as Any), \(asked) \(askedRows as Any)" }
  }

  static let cases = [
    Case(held: .shared, heldRows: nil, asked: .shared, askedRows: nil, isMisuse: false),
    Case(held: .shared, heldRows: nil, asked: .exclusive, askedRows: nil, isMisuse: true),
    Case(held: .shared, heldRows: 0..<3, asked: .exclusive, askedRows: 2..<5, isMisuse: true),
    Case(held: .shared, heldRows: 0..<3, asked: .exclusive, askedRows: 3..<5, isMisuse: false),
    Case(held: .exclusive, heldRows: nil, asked: .shared, askedRows: 1..<2, isMisuse: true),
    Case(held: .exclusive, heldRows: 1..<2, asked: .exclusive, askedRows: nil, isMisuse: true),
    Case(held: .exclusive, heldRows: 1..<2, asked: .exclusive, askedRows: 2..<3, isMisuse: false),
    Case(held: .exclusive, heldRows: 1..<2, asked: .exclusive, askedRows: 1..<1, isMisuse: false),
  ]

  @Test(arguments: cases, [false, true])
  func aThreadThatWouldWaitForItselfIsTold(_ test: Case, areTwoHandles: Bool) throws {
    let (array, location, directory) = try LeaseTests.array()
    let other = areTwoHandles ? try SharedArray.attach(location, access: .readWrite) : array
    let error = ArrayStoreError.leaseHeldByThisThread(
      location, held: test.held, heldRows: test.heldRows, asked: test.asked,
      askedRows: test.askedRows)
    // Threads of their own: a task's may hold what another test has left.
    try Threads.run([
      {
        let lease = try array.lease(test.held, rows: test.heldRows)
        for timeout in [nil, Duration.zero, .seconds(600)] {
          if test.isMisuse {
            #expect(throws: error) {
              try other.lease(test.asked, rows: test.askedRows, timeout: timeout).release()
            }
          } else {
            try other.lease(test.asked, rows: test.askedRows, timeout: timeout).release()
          }
        }
        lease.release()
        try other.lease(test.asked, rows: test.askedRows).release()
      }
    ])
    withExtendedLifetime(directory) {}
  }

  @Test func theErrorNamesBothLeases() throws {
    let (array, location, directory) = try LeaseTests.array()
    try array.read(1..<3, as: Int32.self) { _ in
      do {
        try array.write(as: Int32.self) { _ in }
        Issue.record("a thread has overtaken itself")
      } catch let error as ArrayStoreError {
        #expect(
          error.description
            == "this thread has leased rows 1..<3 of '\(location)' (shared) and would wait for itself to lease all rows (exclusive); let go of the first, or ask for all that is needed at once"
        )
      }
    }
    withExtendedLifetime(directory) {}
  }

  /// A reader who reads again gets past the writer who waits for it.
  @Test(arguments: [false, true], [nil, Duration.seconds(600)])
  func aReaderMayReadAgainWhileAWriterWaitsForIt(
    areTwoHandles: Bool, timeout: Duration?
  ) throws {
    let (array, location, directory) = try LeaseTests.array()
    let other = areTwoHandles ? try SharedArray.attach(location, access: .readWrite) : array
    let gate = try Gate(of: array)
    let writer = try RunningProcess(
      RepositoryFiles.leaseWorker, ["hold", location.path, "exclusive", "all"])
    try array.read(as: Int32.self) { _ in
      try Threads.run([{ try gate.waitUntilAWriterWaits() }])
      try other.read(as: Int32.self, timeout: timeout) { #expect($0[0, 1] == 1) }
      try other.read(1..<2, as: Int32.self, timeout: timeout) { #expect($0[0, 0] == 3) }
    }
    #expect(writer.receive() == "held")
    #expect(writer.wait().status == 0)
    withExtendedLifetime(directory) {}
  }
}
