import Foundation
import TestSupport
import Testing

/// Commands are killed with `kill -9` at each of their system calls in turn.
@Suite struct KillSweepTests {
  @Test(arguments: Scenario.all, TemporaryDirectory.Place.allCases)
  func aKilledCommandShowsNothingHalfMadeAndLeavesNothing(
    scenario: Scenario, place: TemporaryDirectory.Place
  ) throws {
    let outcome = try scenario.outcome(place)
    var points: [String: Int] = [:]
    for (call, calls) in try scenario.calls(place) {
      for number in 1...calls.count {
        let directory = try scenario.prepare(place)
        let killed = try Strace.run(
          scenario.arguments(directory), [.init(.kill, atCall: number, of: call)])
        let point = "\(scenario.name) on \(place.rawValue), killed at \(call) \(number)"
        if killed.status == 0 { continue }
        try scenario.expectOldOrNew(directory, outcome, point)
        try scenario.expectNothingLeftAfterOneMoreCommand(directory, point)
        points[call, default: 0] += 1
      }
    }
    Self.report("\(scenario.name) on \(place.rawValue)", points)
    for call in ["openat", "pwrite64", "linkat", "fchmod", "close", "exit_group"] {
      #expect(points[call, default: 0] > 0, "never killed at \(call)")
    }
  }

  /// The same where the file system has no nameless files: the call that asks for one fails.
  @Test(arguments: Scenario.all)
  func aKilledCommandLeavesNothingWithoutNamelessFilesEither(scenario: Scenario) throws {
    let place = TemporaryDirectory.Place.shm
    let outcome = try scenario.outcome(place)
    var points: [String: Int] = [:]
    let refusal = try scenario.refusalOfNamelessFile(place)
    for (call, calls) in try scenario.calls(place, with: [refusal])
    where call != "openat" && calls.firstOfWork != nil {
      for number in (calls.firstOfWork ?? 1)...calls.count {
        let directory = try scenario.prepare(place)
        let killed = try Strace.run(
          scenario.arguments(directory), [refusal, .init(.kill, atCall: number, of: call)])
        let point = "\(scenario.name) without nameless files, killed at \(call) \(number)"
        if killed.status == 0 { continue }
        try scenario.expectOldOrNew(directory, outcome, point)
        try scenario.expectNothingLeftAfterOneMoreCommand(directory, point)
        points[call, default: 0] += 1
      }
    }
    Self.report("\(scenario.name) without nameless files", points)
    let renaming = scenario.isReplacing ? "rename" : "renameat2"
    for call in ["pwrite64", "fcntl", "fchmod", renaming] {
      #expect(points[call, default: 0] > 0, "never killed at \(call)")
    }
  }

  private static func report(_ name: String, _ points: [String: Int]) {
    let total = points.values.reduce(0, +)
    let perCall = points.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    print("killed: \(name) at \(total) points: \(perCall.joined(separator: ", "))")
  }
}
