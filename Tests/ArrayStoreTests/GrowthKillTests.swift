import NPYShare
import TestSupport
import Testing

/// Growers are killed, or their system calls fail, at each of them in turn.
@Suite struct GrowthKillTests {
  @Test(arguments: GrowthScenario.all, TemporaryDirectory.Place.allCases)
  func aKilledGrowerLeavesTheOldArrayOrTheNewOne(
    scenario: GrowthScenario, place: TemporaryDirectory.Place
  ) throws {
    let peer = try NumpyPeer()
    let sights = scenario.sights
    var points: [String: Int] = [:]
    var news = 0
    for (call, made) in try Self.calls(scenario, place) {
      guard let first = made.firstOfWork else { continue }
      for number in first...made.count {
        let (location, directory) = try scenario.prepare(place)
        let child = try Strace.run(
          scenario.arguments(location), [.init(.kill, atCall: number, of: call)],
          program: RepositoryFiles.arrayAppender)
        let point = "\(scenario.name) on \(place.rawValue), killed at \(call) \(number)"
        #expect(child.status == -9, "\(child.status) \(child.output): \(point)")
        if try scenario.expectOldOrNew(location, peer, sights, point) { news += 1 }
        points[call, default: 0] += 1
        withExtendedLifetime(directory) {}
      }
    }
    let total = points.values.reduce(0, +)
    let perCall = points.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    print(
      "killed: \(scenario.name) on \(place.rawValue) at \(total) points, \(news) after the commit:",
      perCall.joined(separator: ", "))
    #expect(news > 0 && news < total)
    for call in ["fcntl", "pwrite64", "pread64"] {
      #expect(points[call, default: 0] > 0, "never killed at \(call)")
    }
  }

  /// Calls that do the work, each with errors that it can have.
  static let faults: [(call: String, errors: [String])] = [
    ("fallocate", ["ENOSPC", "EIO", "EINTR", "EFBIG", "EOPNOTSUPP"]),
    ("pwrite64", ["ENOSPC", "EIO", "EINTR", "EDQUOT"]),
    ("pread64", ["EIO", "EINTR"]),
    ("fcntl", ["EIO", "EINTR", "ENOLCK"]),
    ("fdatasync", ["EIO", "EINTR", "ENOSPC"]),
    ("newfstatat", ["EIO"]),
    ("mmap", ["ENOMEM"]),
  ]

  @Test(arguments: GrowthScenario.all, TemporaryDirectory.Place.allCases)
  func aFailedSystemCallIsAnErrorThatLeavesTheOldArrayOrTheNewOne(
    scenario: GrowthScenario, place: TemporaryDirectory.Place
  ) throws {
    let peer = try NumpyPeer()
    let sights = scenario.sights
    let calls = try Self.calls(scenario, place)
    var refused = 0
    var survived = 0
    for (call, errors) in Self.faults {
      guard let made = calls[call], let first = made.firstOfWork else { continue }
      for error in errors {
        for number in first...made.count {
          let (location, directory) = try scenario.prepare(place)
          let before = try FileStatus(path: location.path).allocatedBytes
          let child = try Strace.run(
            scenario.arguments(location), [.init(.error(error), atCall: number, of: call)],
            program: RepositoryFiles.arrayAppender)
          let point = "\(scenario.name) on \(place.rawValue), \(error) at \(call) \(number)"
          #expect(child.status == 0 || child.status == 3, "\(child.status): \(point)")
          let after = try FileStatus(path: location.path).allocatedBytes
          let isNew = try scenario.expectOldOrNew(location, peer, sights, point)
          if child.status == 0 {
            #expect(isNew, "success without the rows: \(point)")
            survived += 1
          } else {
            #expect(!child.output.isEmpty, "no word about it: \(point)")
            #expect(isNew || after <= before, "room that is not given back: \(point)")
            refused += 1
          }
          if error == "EINTR" { #expect(child.status == 0, "\(child.output): \(point)") }
          withExtendedLifetime(directory) {}
        }
      }
    }
    print(
      "faults: \(scenario.name) on \(place.rawValue): \(refused) refused, \(survived) survived")
    #expect(refused > 0 && survived > 0)
  }

  private static func calls(
    _ scenario: GrowthScenario, _ place: TemporaryDirectory.Place
  ) throws -> [String: Strace.Calls] {
    let (location, directory) = try scenario.prepare(place)
    defer { withExtendedLifetime(directory) {} }
    return try Strace.calls(
      of: scenario.arguments(location), workBeginsWith: directory.path,
      program: RepositoryFiles.arrayAppender)
  }
}
