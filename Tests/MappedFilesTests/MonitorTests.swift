import MappedFiles
import TestSupport
import Testing

@Suite struct MonitorTests {
  @Test func threadsWaitForEachOthersChanges() throws {
    let monitor = Monitor(0)
    let threadCount = 8
    try Threads.run(
      (0..<threadCount).map { number in
        {
          for round in 0..<50 {
            monitor.run { state -> Monitor<Int>.Step<Void> in
              guard state == round * threadCount + number else { return .wait(upTo: nil) }
              state += 1
              monitor.wakeAll()
              return .finish(())
            }
          }
        }
      })
    #expect(monitor.withLock { $0 } == 50 * threadCount)
  }

  @Test(arguments: [Duration.zero, .microseconds(1), .milliseconds(2), .seconds(-1)])
  func whoWaitsForALimitedTimeLooksAgain(limit: Duration) {
    let monitor = Monitor(0)
    let looks = monitor.run { state in
      state += 1
      return state == 3 ? .finish(state) : .wait(upTo: limit)
    }
    #expect(looks == 3)
  }

  @Test func whatABodyThrowsLeavesTheMonitorFree() {
    struct Stop: Error {}
    let monitor = Monitor(1)
    #expect(throws: Stop.self) { try monitor.withLock { _ in throw Stop() } }
    #expect(throws: Stop.self) {
      try monitor.run { _ throws(Stop) -> Monitor<Int>.Step<Int> in throw Stop() }
    }
    #expect(monitor.withLock { $0 } == 1)
  }
}
