import Foundation
import NPYShare
import TestSupport
import Testing

/// A process that has as many files open, or as many mappings, as it may.
@Suite struct ProcessLimitTests {
  /// Keeps a mapping.
  private final class Holder {
    let mapping: Mapping

    init(_ mapping: consuming Mapping) {
      self.mapping = mapping
    }
  }

  @Test func tenThousandArraysAreAttachedOnceTheLimitIsRaisedAndBeforeThatItIsAnError() async throws
  {
    let directory = try TemporaryDirectory(.shm)
    for number in 0..<10_000 {
      _ = try SharedArray.create(
        ArrayLocation(file: directory.file("\(number)")), copying: [number])
    }
    await #expect(processExitsWith: .success) { [directory = directory.path as String] in
      try Privileged.run(["prlimit", "--pid", "\(getpid())", "--nofile=1024:16384"])
      let locations = try (0..<10_000).map { try ArrayLocation(file: "\(directory)/\($0)") }
      var arrays: [SharedArray] = []
      let error = #expect(throws: ArrayStoreError.self) {
        for location in locations { arrays.append(try SharedArray.attach(location)) }
      }
      // Standard input and whatever the tests' own process had open are open, too.
      #expect(arrays.count > 100 && arrays.count < 1024)
      #expect(
        try #require(error).description
          == "cannot attach '\(locations[arrays.count])': this process may have 1024 files open, and has; let go of arrays, or raise the limit (ulimit -n, OpenFileLimit), which it may up to 16384"
      )
      // Making one is no different, and leaves nothing.
      let new = try ArrayLocation(file: "\(directory)/new")
      let refusal = ArrayStoreError.tooManyOpenFiles(
        action: "create", name: new.description, .current)
      #expect(throws: refusal) {
        try SharedArray.create(new, shape: [1], of: UInt8.self)
      }
      #expect((try? FileStatus(path: new.path)) == nil)
      arrays.removeLast()
      arrays.append(try SharedArray.attach(locations[arrays.count]))
      #expect(throws: ArrayStoreError.self) { try SharedArray.attach(locations[arrays.count]) }

      try OpenFileLimit.raise(to: 16_384)
      for location in locations.dropFirst(arrays.count) {
        arrays.append(try SharedArray.attach(location))
      }
      #expect(arrays.count == 10_000)
      for (number, array) in arrays.enumerated() {
        try array.withUnleasedView(as: Int.self) { view in
          if view[0] != number { Issue.record("\(number) holds \(view[0])") }
        }
      }
    }
    withExtendedLifetime(directory) {}
  }

  @Test func tooManyMappingsAreAnErrorThatNamesTheLimit() async throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a"))
    _ = try SharedArray.create(location, copying: [7])
    await #expect(processExitsWith: .success) { [path = location.path as String] in
      let location = try ArrayLocation(file: path)
      let limit = try #require(MappingLimit.current).limit
      let file = try OwnedFile(opening: path)
      var holders: [Holder] = []
      holders.reserveCapacity(limit)
      // Memory for what comes when no more can be had.
      _ = [UInt8](repeating: 1, count: 100_000)
      let refusal = #expect(throws: SystemCallError.self) {
        while true {
          holders.append(Holder(try Mapping(file, count: 1, protection: .readOnly)))
        }
      }
      #expect(try #require(refusal).call == "mmap")
      let error = #expect(throws: ArrayStoreError.self) { try SharedArray.attach(location) }
      holders.removeLast(100)
      #expect(
        try #require(error).description.contains(
          "cannot map '\(path)': this process may have \(limit) mappings, and has "),
        "\(String(describing: error))")
      try SharedArray.attach(location).withUnleasedView(as: Int.self) { #expect($0[0] == 7) }
    }
    withExtendedLifetime(directory) {}
  }
}
