import Foundation
import NPYShare
import TestSupport
import Testing

/// Owners and collectors are killed, or their system calls fail, at each of them in turn.
///
/// They are killed at each call that changes what others see, and at some of those that only look;
/// faults are fewer. All of both with `NPYSHARE_SWEEP=all` in the environment.
@Suite struct OwnershipKillTests {
  /// The numbers of the calls of a name at which something is done.
  private static func numbers(
    of call: String, _ made: Strace.Calls, oneIn share: Int, oneChangingIn changingShare: Int = 1
  ) -> [Int] {
    guard let first = made.firstOfWork else { return [] }
    let step = Sweep.isWhole ? 1 : Sweep.changing.contains(call) ? changingShare : share
    return Array(stride(from: first, through: made.count, by: step))
  }

  @Test(arguments: OwnershipScenario.all)
  func afterAKillOneCollectionLeavesOnlyWhatIsPersistentOrALivingOwners(
    scenario: OwnershipScenario
  ) throws {
    let stage = try OwnershipStage(scenario)
    var points: [String: Int] = [:]
    var (successes, all) = (0, 0)
    for (call, made) in try stage.calls() {
      all += made.firstOfWork.map { made.count - $0 + 1 } ?? 0
      for number in Self.numbers(of: call, made, oneIn: 12) {
        let child = try stage.run(.init(.kill, atCall: number, of: call))
        // Some processes make a call less than the one that was counted.
        if child.status == 0 { continue }
        let point = "\(scenario.name), killed at \(call) \(number)"
        #expect(child.status == -9, "\(child.status) \(child.output): \(point)")
        let collector = try ChildProcess.npyshare(["collect", "--root", stage.root.path])
        #expect(collector.status == 0, "\(collector.errors): \(point)")
        if try stage.expectOnlyWhatMayStay(point) { successes += 1 }
        points[call, default: 0] += 1
      }
    }
    try stage.end()
    let total = points.values.reduce(0, +)
    let perCall = points.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    print(
      "killed: \(scenario.name) at \(total) of \(all) points, \(successes) as after success:",
      perCall.joined(separator: ", "))
    #expect(successes > 0)
    for call in ["openat", "flock", "fcntl", "name_to_handle_at", "exit_group"] {
      #expect(points[call, default: 0] > 0, "never killed at \(call)")
    }
  }

  /// Calls that do the work, each with errors that it can have.
  static let faults: [(call: String, errors: [String])] = [
    ("openat", ["EMFILE", "EIO"]),
    ("mkdir", ["EIO", "ENOSPC"]),
    ("flock", ["EINTR", "EIO"]),
    ("fcntl", ["EINTR", "EIO", "ENOLCK"]),
    ("name_to_handle_at", ["EIO"]),
    ("fstatfs", ["EIO"]),
    ("fallocate", ["ENOSPC", "EINTR"]),
    ("pwrite64", ["ENOSPC", "EIO", "EINTR"]),
    ("pread64", ["EIO", "EINTR"]),
    ("linkat", ["EIO", "ENOSPC", "EEXIST"]),
    ("rename", ["EIO"]),
    ("unlink", ["EIO", "EPERM"]),
    ("getdents64", ["EIO"]),
    ("newfstatat", ["EIO"]),
    ("fchmod", ["EIO"]),
    ("mmap", ["ENOMEM"]),
  ]

  /// Errors that say that a name leads to nothing, or that files cannot be told apart: what the
  /// process owns itself may then stay, but nobody else's is touched.
  static let lies: [(call: String, errors: [String])] = [
    ("openat", ["ENOENT"]), ("unlink", ["ENOENT"]), ("newfstatat", ["ENOENT"]),
    ("name_to_handle_at", ["EOPNOTSUPP"]),
  ]

  @Test(arguments: OwnershipScenario.all)
  func aFailedSystemCallIsAnErrorThatOneCollectionMends(scenario: OwnershipScenario) throws {
    let stage = try OwnershipStage(scenario)
    let calls = try stage.calls()
    var (refused, survived, lied) = (0, 0, 0)
    for (isLie, faults) in [(false, Self.faults), (true, Self.lies)] {
      for (call, errors) in faults {
        guard let made = calls[call] else { continue }
        for error in errors {
          for number in Self.numbers(of: call, made, oneIn: 12, oneChangingIn: 3) {
            let child = try stage.run(.init(.error(error), atCall: number, of: call))
            let point = "\(scenario.name), \(error) at \(call) \(number)"
            #expect(child.status == 0 || child.status == 3, "\(child.status): \(point)")
            try stage.root.collect()
            _ = try stage.expectOnlyWhatMayStay(
              hasSucceeded: child.status == 0 && !isLie, mayLeak: isLie, point)
            if isLie {
              lied += 1
            } else if child.status == 0 {
              survived += 1
            } else {
              #expect(!(child.output + child.errors).isEmpty, "no word about it: \(point)")
              refused += 1
            }
            if error == "EINTR" { #expect(child.status == 0, "\(child.output): \(point)") }
          }
        }
      }
    }
    try stage.end()
    print(
      "faults: \(scenario.name): \(refused) refused, \(survived) survived, \(lied) lies")
    #expect(survived > 0)
  }
}
