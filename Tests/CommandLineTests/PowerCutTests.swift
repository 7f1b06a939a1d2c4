import Foundation
import NPYShare
import TestSupport
import Testing

/// A file system of its own loses its power: what it has not written by then is lost.
@Suite struct PowerCutTests {
  /// Durable commands, killed at each call that changes the file system, the power being cut then.
  @Test(arguments: Scenario.snapshots)
  func afterAPowerCutThereIsTheOldOrTheNewWhole(scenario: Scenario) throws {
    let outcome = try scenario.outcome(.disk)
    let calls = try scenario.calls(.disk)
    var points = 0
    for call in ["pwrite64", "ftruncate", "fchmod", "fsync", "linkat", "rename", "close"] {
      guard let made = calls[call], let first = made.firstOfWork else { continue }
      for number in first...made.count {
        let disk = try PowerCutDisk()
        let status = try disk.run(scenario, killedAt: number, of: call)
        let point = "\(scenario.name), power cut at \(call) \(number)"
        try scenario.expectOldOrNew(disk.directory, outcome, point)
        if status == 0 { try Self.expectNew(scenario, disk, outcome, point) }
        points += 1
      }
    }
    let disk = try PowerCutDisk()
    #expect(try disk.run(scenario) == 0)
    try Self.expectNew(scenario, disk, outcome, "\(scenario.name), power cut at its end")
    print("power cuts: \(scenario.name) at \(points) points")
    #expect(points > 5)
  }

  /// What has succeeded lasts.
  private static func expectNew(
    _ scenario: Scenario, _ disk: borrowing PowerCutDisk, _ outcome: [String: Data],
    _ point: String
  ) throws {
    let file = URL(fileURLWithPath: disk.directory.file(scenario.target))
    let bytes = try Scenario.meaning(of: Data(contentsOf: file), scenario.target)
    #expect(bytes == outcome[scenario.target], "lost: \(point)")
  }
}
