import Foundation
import TestSupport
import Testing

/// System calls fail, one at a time, with errors that the kernel can give.
@Suite struct FaultInjectionTests {
  /// Calls that do the work, each with errors that it can have.
  static let faults: [(call: String, errors: [String])] = [
    ("openat", ["EMFILE", "ENFILE", "EACCES", "EIO", "EOPNOTSUPP"]),
    ("open", ["EMFILE", "EIO"]),
    ("fallocate", ["ENOSPC", "EIO", "EINTR", "EFBIG", "EOPNOTSUPP"]),
    ("ftruncate", ["EIO", "EINTR"]),
    ("pread64", ["EIO", "EINTR"]),
    ("pwrite64", ["ENOSPC", "EIO", "EINTR", "EDQUOT"]),
    ("sendfile", ["ENOSPC", "EIO", "EINTR", "EINVAL"]),
    ("lseek", ["EIO"]),
    ("mmap", ["ENOMEM"]),
    ("linkat", ["EIO", "EEXIST", "ENOSPC", "EPERM"]),
    ("rename", ["EIO", "ENOSPC"]),
    ("fchmod", ["EIO"]),
    ("fcntl", ["ENOLCK", "EIO"]),
    ("fsync", ["EIO", "ENOSPC"]),
    ("fdatasync", ["EIO"]),
    ("fstat", ["EIO"]),
    ("newfstatat", ["EIO"]),
  ]

  @Test(arguments: Scenario.all, TemporaryDirectory.Place.allCases)
  func aFailedSystemCallIsAnErrorThatLeavesNothing(
    scenario: Scenario, place: TemporaryDirectory.Place
  ) throws {
    let calls = try scenario.calls(place)
    let outcome = try scenario.outcome(place)
    var refused = 0
    var survived = 0
    for (call, errors) in Self.faults {
      guard let made = calls[call], let first = made.firstOfWork else { continue }
      for error in errors {
        for number in first...made.count {
          let directory = try scenario.prepare(place)
          let child = try Strace.run(
            scenario.arguments(directory), [.init(.error(error), atCall: number, of: call)])
          let point = "\(scenario.name) on \(place.rawValue), \(error) at \(call) \(number)"
          #expect(child.status >= 0, "died of signal \(-child.status): \(point)")
          try scenario.expectOldOrNew(directory, outcome, point)
          // What a durable publication could not confirm may stand, whole; otherwise success and
          // the new array go together.
          if child.status == 0 {
            let bytes = try? Data(contentsOf: URL(fileURLWithPath: directory.file(scenario.target)))
            let found = try bytes.map { try Scenario.meaning(of: $0, scenario.target) }
            #expect(found == outcome[scenario.target], "success without the array: \(point)")
            survived += 1
          } else {
            #expect(!child.errors.isEmpty, "no word about it: \(point)")
            refused += 1
          }
          if error == "EINTR" { #expect(child.status == 0, "\(child.errors): \(point)") }
          try scenario.expectNothingLeftAfterOneMoreCommand(directory, point)
        }
      }
    }
    print("faults: \(scenario.name) on \(place.rawValue): \(refused) refused, \(survived) survived")
    #expect(refused > 0)
  }
}
