import Glibc
import MappedFiles
import TestSupport
import Testing

@Suite struct MappingTests {
  static func file(of bytes: Int) throws -> (path: String, directory: TemporaryDirectory) {
    let directory = try TemporaryDirectory(.shm)
    let pending = try PendingFile(in: directory.path)
    try pending.reserve(bytes)
    _ = try pending.publish(as: "f")
    return (directory.file("f"), directory)
  }

  @Test func aStoreReachesAnotherMappingOfTheFile() throws {
    let (path, directory) = try Self.file(of: 64)
    defer { withExtendedLifetime(directory) {} }
    let file = try OwnedFile(opening: path, access: .readWrite)
    let writer = try Mapping(file, count: 64, protection: .readWrite)
    let reader = try Mapping(file, count: 64, protection: .readOnly)
    var elements = writer.mutableElements(of: UInt32.self, at: 8, count: 4)
    elements[3] = 77
    #expect(reader.elements(of: UInt32.self, at: 8, count: 4)[3] == 77)
  }

  @Test func aMappingOfNothingLendsNothing() throws {
    let (path, directory) = try Self.file(of: 8)
    defer { withExtendedLifetime(directory) {} }
    let mapping = try Mapping(try OwnedFile(opening: path), count: 0, protection: .readOnly)
    let count = mapping.elements(of: Double.self, at: 0, count: 0).count
    #expect(count == 0)
  }

  @Test(arguments: [(0, 9), (57, 1), (64, 1), (-8, 1), (8, Int.max), (0, -1), (4, 1)])
  func aLoanBeyondTheMappingOrOffItsAlignmentTraps(offset: Int, count: Int) async throws {
    let (path, directory) = try Self.file(of: 64)
    await #expect(processExitsWith: .signal(SIGILL)) {
      [path = path as String, offset = offset as Int, count = count as Int] in
      let mapping = try Mapping(try OwnedFile(opening: path), count: 64, protection: .readOnly)
      _ = mapping.elements(of: Double.self, at: offset, count: count).count
    }
    withExtendedLifetime(directory) {}
  }

  @Test func aReadOnlyMappingLendsNothingToStoreTo() async throws {
    let (path, directory) = try Self.file(of: 64)
    await #expect(processExitsWith: .signal(SIGILL)) { [path = path as String] in
      let mapping = try Mapping(try OwnedFile(opening: path), count: 64, protection: .readOnly)
      _ = mapping.mutableElements(of: UInt8.self, at: 0, count: 1).count
    }
    withExtendedLifetime(directory) {}
  }

  @Test func readingAFileCutShortGivesFewerBytesAndNoFault() throws {
    let (path, directory) = try Self.file(of: 4096)
    let file = try OwnedFile(opening: path)
    _ = try ChildProcess.run("/usr/bin/truncate", ["-s", "100", path])
    var bytes = [UInt8](repeating: 1, count: 4096)
    var span = bytes.mutableSpan
    #expect(try file.read(into: &span, at: 0) == 100)
    withExtendedLifetime(directory) {}
  }
}
