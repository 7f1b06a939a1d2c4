import MappedFiles
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
}
