import Foundation
import TestSupport
import Testing

/// Commands are killed with `kill -9` at each of their system calls in turn that changes what others
/// see and at one in four of the rest, most of which only load the program; with `NPYSHARE_SWEEP=all`
/// at all.
@Suite struct KillSweepTests {
  @Test(arguments: Scenario.all, TemporaryDirectory.Place.allCases)
  func aKilledCommandShowsNothingHalfMadeAndLeavesNothing(
    scenario: Scenario, place: TemporaryDirectory.Place
  ) throws {
    let points = try Self.kill(
      scenario, place, at: try scenario.calls(place).mapValues { 1...$0.count })
    for call in ["openat", "pwrite64", "linkat", "fchmod", "close", "exit_group"] {
      #expect(points[call, default: 0] > 0, "never killed at \(call)")
    }
  }

  /// The same where the file system has no nameless files: the call that asks for one fails.
  @Test(arguments: Scenario.all)
  func aKilledCommandLeavesNothingWithoutNamelessFilesEither(scenario: Scenario) throws {
    let refusal = try scenario.refusalOfNamelessFile(.shm)
    let calls = try scenario.calls(.shm, with: [refusal]).compactMapValues { calls in
      calls.firstOfWork.map { $0...calls.count }
    }
    // Two faults at calls of one name are more than strace can do.
    let points = try Self.kill(
      scenario, .shm, at: calls.filter { $0.key != "openat" }, with: refusal)
    for call in ["pwrite64", "fcntl", "fchmod", scenario.isReplacing ? "rename" : "renameat2"] {
      #expect(points[call, default: 0] > 0, "never killed at \(call)")
    }
  }

  /// Kills the command at each of these calls, and looks at what is left; how often at which.
  private static func kill(
    _ scenario: Scenario, _ place: TemporaryDirectory.Place, at calls: [String: ClosedRange<Int>],
    with fault: Strace.Injection? = nil
  ) throws -> [String: Int] {
    let name = scenario.name + (fault == nil ? " on \(place.rawValue)" : " without nameless files")
    let outcome = try scenario.outcome(place)
    var points: [String: Int] = [:]
    for (call, numbers) in calls {
      for number in Sweep.numbers(numbers, of: call, oneIn: 4) {
        let directory = try scenario.prepare(place)
        let faults = [fault, .init(.kill, atCall: number, of: call)].compactMap { $0 }
        // Some processes make a call less than the one that was counted.
        if try Strace.run(scenario.arguments(directory), faults).status == 0 { continue }
        let point = "\(name), killed at \(call) \(number)"
        try scenario.expectOldOrNew(directory, outcome, point)
        try scenario.expectNothingLeftAfterOneMoreCommand(directory, point)
        points[call, default: 0] += 1
      }
    }
    let total = points.values.reduce(0, +)
    let perCall = points.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    print("killed: \(name) at \(total) points: \(perCall.joined(separator: ", "))")
    return points
  }
}
