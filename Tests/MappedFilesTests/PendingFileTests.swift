import MappedFiles
import SystemPackage
import TestSupport
import Testing

@Suite struct PendingFileTests {
  @Test(arguments: TemporaryDirectory.Place.allCases)
  func aFileHasNoNameUntilItIsPublished(place: TemporaryDirectory.Place) throws {
    let directory = try TemporaryDirectory(place)
    let pending = try PendingFile(in: directory.path)
    try pending.file.write(elements: [UInt8(1), 2, 3].span, at: 0)
    #expect(try directory.names().isEmpty)
    _ = try pending.publish(as: "f")
    #expect(try directory.names() == ["f"])
    #expect(try FileStatus(path: directory.file("f")).size == 3)
  }

  @Test(arguments: TemporaryDirectory.Place.allCases)
  func aDroppedFileLeavesNothing(place: TemporaryDirectory.Place) throws {
    let directory = try TemporaryDirectory(place)
    do {
      let pending = try PendingFile(in: directory.path)
      try pending.reserve(1 << 20)
    }
    #expect(try directory.names().isEmpty)
  }

  @Test(arguments: TemporaryDirectory.Place.allCases)
  func aTakenNameIsRefused(place: TemporaryDirectory.Place) throws {
    let directory = try TemporaryDirectory(place)
    _ = try PendingFile(in: directory.path).publish(as: "f")
    #expect(throws: SystemCallError("linkat", .fileExists)) {
      _ = try PendingFile(in: directory.path).publish(as: "f")
    }
    #expect(try directory.names() == ["f"])
  }

  @Test(arguments: TemporaryDirectory.Place.allCases)
  func aReplacedFileStaysWithThoseWhoHaveIt(place: TemporaryDirectory.Place) throws {
    let directory = try TemporaryDirectory(place)
    let pending = try PendingFile(in: directory.path)
    try pending.file.write(elements: [UInt8(1)].span, at: 0)
    let old = try pending.publish(as: "f")
    let second = try PendingFile(in: directory.path)
    try second.file.write(elements: [UInt8(2)].span, at: 0)
    let new = try second.publish(as: "f", onConflict: .replace, durable: true)
    #expect(try directory.names() == ["f"])
    #expect(try old.status().linkCount == 0)
    #expect(try new.status().isSameFile(as: FileStatus(path: directory.file("f"))))
    var byte = [UInt8](repeating: 0, count: 1)
    var span = byte.mutableSpan
    #expect(try old.read(into: &span, at: 0) == 1)
    #expect(byte == [1])
  }

  @Test func anyNumberOfWritersReplaceOneAnotherWithoutATrace() async throws {
    let directory = try TemporaryDirectory(.shm)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          for round in 0..<50 {
            let pending = try PendingFile(in: directory.path)
            try pending.file.write(
              elements: [UInt8](repeating: UInt8(writer), count: 64).span, at: 0)
            _ = try pending.publish(as: "f", onConflict: .replace)
            if round % 10 == 0 { try PendingFile.removeAbandoned(in: directory.path) }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try directory.names() == ["f"])
  }
}
