import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import MappedFiles

@Suite struct MemoryLockTests {
  @Test func lockedPagesAreCountedUntilTheyAreUnlocked() async throws {
    let directory = try TemporaryDirectory(.shm)
    _ = try MappingMemoryTests.mapped(directory)
    await #expect(processExitsWith: .success) { [path = directory.file("f") as String] in
      let file = try OwnedFile(opening: path)
      let mapping = try Mapping(file, count: 16 * 4096 + 3, protection: .readOnly)
      try mapping.lockInMemory(9..<9)
      try expectLocked(0)
      try mapping.lockInMemory(4095..<4097)
      try expectLocked(2)
      try mapping.lockInMemory(0..<mapping.count)
      try expectLocked(17)
      try mapping.unlockFromMemory(mapping.count - 1..<mapping.count)
      try expectLocked(16)
      try mapping.unlockFromMemory(0..<mapping.count)
      try expectLocked(0)
    }
    withExtendedLifetime(directory) {}
  }

  @Test(arguments: [(limit: 65536, Errno.noMemory), (0, .notPermitted)])
  func lockingMoreThanAnOrdinaryUserMayIsRefused(limit: Int, reason: Errno) async throws {
    let directory = try TemporaryDirectory(.shm)
    _ = try MappingMemoryTests.mapped(directory)
    await #expect(processExitsWith: .success) {
      [
        path = directory.file("f") as String, limit = limit as Int,
        reason = reason.rawValue as Int32
      ] in
      let file = try OwnedFile(opening: path)
      let mapping = try Mapping(file, count: 16 * 4096 + 3, protection: .readOnly)
      let child = try ChildProcess.run(
        "/usr/bin/prlimit", ["--pid", "\(getpid())", "--memlock=\(limit)"])
      #expect(child.status == 0, "\(child.errors)")
      // Root may lock what it likes. Who is not root cannot become another user, and need not.
      _ = setuid(65534)
      #expect(throws: SystemCallError("mlock", Errno(rawValue: reason))) {
        try mapping.lockInMemory(0..<mapping.count)
      }
      #expect(MemoryLockLimit.current == MemoryLockLimit(bytes: limit, lockedBytes: 0))
      if limit > 0 {
        try mapping.lockInMemory(0..<limit)
        try expectLocked(16)
      }
    }
    withExtendedLifetime(directory) {}
  }
}

private func expectLocked(
  _ pages: Int, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let status = try ProcessStatus(in: "/proc/self")
  #expect(status.lockedBytes == pages * 4096, sourceLocation: sourceLocation)
}
