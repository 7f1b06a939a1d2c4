import MappedFiles
import SystemPackage
import TestSupport
import Testing

@Suite struct FileLockTests {
  @Test func exclusiveLocksExcludeAndSharedOnesDoNot() throws {
    let (path, directory) = try MappingTests.file(of: 16)
    let a = try OwnedFile(opening: path, access: .readWrite)
    let b = try OwnedFile(opening: path, access: .readWrite)
    #expect(try a.tryLock(.shared, 0..<4))
    #expect(try b.tryLock(.shared, 0..<4))
    #expect(try !b.tryLock(.exclusive, 3..<5))
    #expect(try b.tryLock(.exclusive, 4..<8))
    try a.unlock(0..<4)
    #expect(try b.tryLock(.exclusive, 0..<4))
    #expect(try !a.tryLock(.shared, 0..<1))
    withExtendedLifetime(directory) {}
  }

  @Test func aLockGoesWithItsDescriptorAndNotWithAnotherOne() throws {
    let (path, directory) = try MappingTests.file(of: 16)
    let other = try OwnedFile(opening: path, access: .readWrite)
    do {
      let holder = try OwnedFile(opening: path, access: .readWrite)
      #expect(try holder.tryLock(.exclusive, 0..<1))
      do { _ = try OwnedFile(opening: path) }
      #expect(try !other.tryLock(.shared, 0..<1))
    }
    #expect(try other.tryLock(.exclusive, 0..<1))
    withExtendedLifetime(directory) {}
  }

  @Test func noBytesAreNoLock() throws {
    let (path, directory) = try MappingTests.file(of: 16)
    let a = try OwnedFile(opening: path, access: .readWrite)
    let b = try OwnedFile(opening: path, access: .readWrite)
    #expect(try a.tryLock(.exclusive, 5..<5))
    #expect(try b.tryLock(.exclusive, 0..<1000))
    try b.unlock(3..<3)
    #expect(try !a.tryLock(.shared, 999..<1000))
    withExtendedLifetime(directory) {}
  }

  @Test func whoWaitsForALimitedTimeIsToldThatItIsOver() throws {
    let (path, directory) = try MappingTests.file(of: 16)
    let waiter = try OwnedFile(opening: path, access: .readWrite)
    do {
      let holder = try OwnedFile(opening: path, access: .readWrite)
      #expect(try holder.tryLock(.exclusive, 2..<4))
      #expect(try !waiter.tryLock(.shared, 3..<9, upTo: .milliseconds(5)))
      #expect(try waiter.tryLock(.shared, 4..<9, upTo: .zero))
    }
    #expect(try waiter.tryLock(.exclusive, 0..<9, upTo: .zero))
    withExtendedLifetime(directory) {}
  }

  @Test(arguments: [false, true])
  func aLockIsWaitedForAcrossProcesses(isBounded: Bool) throws {
    let (path, directory) = try MappingTests.file(of: 16)
    let holder = try RunningProcess(
      RepositoryFiles.python,
      [
        "-c",
        """
        import fcntl, struct, sys
        f = open(sys.argv[1], "r+b")
        fcntl.fcntl(f, 37, struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 6, 4, 0))
        print("held", flush=True)
        sys.stdin.readline()
        """, path,
      ])
    #expect(holder.receive() == "held")
    let file = try OwnedFile(opening: path, access: .readWrite)
    #expect(try !file.tryLock(.shared, 9..<10))
    #expect(try file.tryLock(.shared, 10..<11))
    holder.send("go on")
    if isBounded {
      #expect(try file.tryLock(.shared, 6..<10, upTo: .seconds(600)))
    } else {
      try file.lock(.exclusive, 6..<10)
    }
    #expect(holder.wait().status == 0)
    withExtendedLifetime(directory) {}
  }

  @Test func anExclusiveLockNeedsADescriptorForStoring() throws {
    let (path, directory) = try MappingTests.file(of: 16)
    let reader = try OwnedFile(opening: path)
    #expect(try reader.tryLock(.shared, 6..<10))
    #expect(throws: SystemCallError("fcntl(F_OFD_SETLKW)", .badFileDescriptor)) {
      try reader.lock(.exclusive, 6..<10)
    }
    withExtendedLifetime(directory) {}
  }
}
