import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import MappedFiles

@Suite struct MappingMemoryTests {
  static let page = 4096

  /// A file of 16 pages and a bit, mapped; its last bytes are 1, 2, 3.
  static func mapped(
    _ directory: TemporaryDirectory, _ protection: Mapping.Protection = .readWrite
  ) throws -> Mapping {
    let pending = try PendingFile(in: directory.path)
    let count = 16 * page + 3
    try pending.reserve(count)
    try pending.file.write(elements: [UInt8(1), 2, 3].span, at: count - 3)
    _ = try pending.publish(as: "f", durable: true)
    // Opened by its name, so that the name stands in /proc/self/smaps.
    let path = directory.file("f")
    let file = try OwnedFile(
      opening: path, access: protection == .readWrite ? .readWrite : .readOnly)
    return try Mapping(file, count: count, protection: protection)
  }

  private static func store(_ byte: UInt8, _ mapping: borrowing Mapping, at offsets: [Int]) {
    var bytes = mapping.mutableElements(of: UInt8.self, at: 0, count: mapping.count)
    for offset in offsets { bytes[offset] = byte }
  }

  @Test func aFlushWritesTheWholePagesOfItsRangeToTheDisk() throws {
    let directory = try TemporaryDirectory(.disk)
    let path = directory.file("f")
    let mapping = try Self.mapped(directory)
    #expect(try MappedMemory.bytes("Private_Dirty", of: path) == 0)
    Self.store(7, mapping, at: (0...16).map { $0 * Self.page })
    #expect(try MappedMemory.bytes("Private_Dirty", of: path) == 17 * Self.page)
    // The kernel may write other pages of its own accord, but not so soon that these would be clean.
    try mapping.flush(2 * Self.page + 5..<2 * Self.page + 5)
    #expect(try MappedMemory.bytes("Private_Dirty", of: path) > 16 * Self.page)
    try mapping.flush(3 * Self.page - 1..<5 * Self.page + 1)
    #expect(try MappedMemory.bytes("Private_Dirty", of: path) <= (17 - 4) * Self.page)
    try mapping.flush(0..<mapping.count)
    #expect(try MappedMemory.bytes("Private_Dirty", of: path) == 0)
  }

  @Test(arguments: TemporaryDirectory.Place.allCases, [false, true])
  func prefaultedPagesAreInThePageTable(
    place: TemporaryDirectory.Place, byTouching: Bool
  ) throws {
    let directory = try TemporaryDirectory(place)
    let path = directory.file("f")
    let mapping = try Self.mapped(directory)
    #expect(try MappedMemory.bytes("Rss", of: path) == 0)
    // The last byte of one page to the first of another: four pages.
    let range = 2 * Self.page - 1..<4 * Self.page + 1
    if byTouching {
      mapping.touch(range, for: .reading)
    } else {
      try mapping.prefault(range, for: .reading)
    }
    #expect(try MappedMemory.bytes("Rss", of: path) >= 4 * Self.page)
    // What is in shared memory is dirty from the start.
    if place == .disk { #expect(try MappedMemory.bytes("Private_Dirty", of: path) == 0) }
    let all = 0..<mapping.count
    if byTouching {
      mapping.touch(all, for: .storing)
    } else {
      try mapping.prefault(all, for: .storing)
    }
    #expect(try MappedMemory.bytes("Rss", of: path) == 17 * Self.page)
    #expect(try MappedMemory.bytes("Private_Dirty", of: path) == 17 * Self.page)
    let tail = mapping.elements(of: UInt8.self, at: mapping.count - 4, count: 4)
    #expect([tail[0], tail[1], tail[2], tail[3]] == [0, 1, 2, 3])
  }

  @Test(arguments: [false, true])
  func prefaultingAPrivateMappingForStoringCopiesItsPages(byTouching: Bool) throws {
    let directory = try TemporaryDirectory(.shm)
    let path = directory.file("f")
    let mapping = try Self.mapped(directory, .privateCopy)
    let range = 0..<3 * Self.page
    if byTouching {
      mapping.touch(range, for: .storing)
    } else {
      try mapping.prefault(range, for: .storing)
    }
    #expect(try MappedMemory.bytes("Anonymous", of: path) == 3 * Self.page)
  }

  @Test func touchingDoesNotUndoWhatSomebodyStoresMeanwhile() throws {
    let directory = try TemporaryDirectory(.shm)
    let toucher = try Self.mapped(directory)
    // One who stores, and looks at once whether it is still there. A thread, since the test must not
    // wait for it: -1 until it is done, and then how many stores were undone.
    let undone = UndoneCount()
    Thread.detachNewThread { [path = directory.file("f")] in
      undone.value.store(Self.undoneStores(path) ?? .max, ordering: .releasing)
    }
    while undone.value.load(ordering: .acquiring) == -1 { toucher.touch(0..<1, for: .storing) }
    #expect(undone.value.load(ordering: .acquiring) == 0)
  }

  private final class UndoneCount: Sendable {
    let value = Atomic(-1)
  }

  private static func undoneStores(_ path: String) -> Int? {
    guard let file = try? OwnedFile(opening: path, access: .readWrite),
      let writer = try? Mapping(file, count: 1, protection: .readWrite),
      let reader = try? Mapping(file, count: 1, protection: .readOnly)
    else { return nil }
    let seen = reader.elements(of: UInt8.self, at: 0, count: 1)
    var bytes = writer.mutableElements(of: UInt8.self, at: 0, count: 1)
    var count = 0
    for round in 0..<20_000 {
      bytes[0] = UInt8(truncatingIfNeeded: round)
      // Some time passes, in which the processor lets the store out.
      let isUndone = (0..<50).contains { _ in seen[0] != UInt8(truncatingIfNeeded: round) }
      if isUndone { count += 1 }
    }
    return count
  }

  @Test func pagesThatCannotBeHadAreAnErrorAndNotASignal() throws {
    let directory = try TemporaryDirectory(.shm)
    let mapping = try Self.mapped(directory)
    _ = try ChildProcess.run("/usr/bin/truncate", ["-s", "\(4 * Self.page)", directory.file("f")])
    for purpose in [Mapping.Purpose.reading, .storing] {
      try mapping.prefault(0..<4 * Self.page, for: purpose)
      #expect(throws: SystemCallError("madvise(MADV_POPULATE)", .badAddress)) {
        try mapping.prefault(0..<4 * Self.page + 1, for: purpose)
      }
    }
    #expect(throws: SystemCallError("mlock", .badAddress)) {
      try mapping.lockInMemory(0..<mapping.count)
    }
    #expect(try MappedMemory.flags(of: directory.file("f")).contains("lo") == false)
  }

  static let advice: [(Mapping.Advice, flag: Substring)] = [
    (.random, "rr"), (.sequential, "sr"), (.hugePages, "hg"), (.ordinaryPages, "nh"),
  ]

  @Test(arguments: TemporaryDirectory.Place.allCases, advice)
  func adviceIsTakenForThePagesOfTheRange(
    place: TemporaryDirectory.Place, advice: (advice: Mapping.Advice, flag: Substring)
  ) throws {
    let directory = try TemporaryDirectory(place)
    let path = directory.file("f")
    let mapping = try Self.mapped(directory)
    let isAboutHugePages = ["hg", "nh"].contains(advice.flag)
    let hugePages = try? FileStatus(path: "/sys/kernel/mm/transparent_hugepage")
    if isAboutHugePages, hugePages == nil {
      #expect(throws: SystemCallError.self) { try mapping.advise(0..<1, advice.advice) }
      return
    }
    try mapping.advise(5..<5, advice.advice)
    #expect(try MappedMemory.flags(of: path).contains(advice.flag) == false)
    try mapping.advise(5000..<9000, advice.advice)
    #expect(try MappedMemory.flags(of: path).contains(advice.flag))
    if !isAboutHugePages {
      try mapping.advise(0..<mapping.count, .normal)
      #expect(try MappedMemory.flags(of: path).contains(advice.flag) == false)
    }
    try mapping.advise(0..<mapping.count, .willNeed)
  }

  @Test(arguments: [(0, 65540), (65539, 65540), (-1, 0), (70000, 70000)])
  func aRangeBeyondTheMappingTraps(start: Int, end: Int) async throws {
    let directory = try TemporaryDirectory(.shm)
    _ = try Self.mapped(directory)
    await #expect(processExitsWith: .signal(SIGILL)) {
      [path = directory.file("f") as String, start = start as Int, end = end as Int] in
      let file = try OwnedFile(opening: path)
      let mapping = try Mapping(file, count: 16 * 4096 + 3, protection: .readOnly)
      try mapping.flush(start..<end)
    }
    withExtendedLifetime(directory) {}
  }

  @Test func aReadOnlyMappingIsNotPreparedForStoring() async throws {
    let directory = try TemporaryDirectory(.shm)
    _ = try Self.mapped(directory)
    await #expect(processExitsWith: .signal(SIGILL)) { [path = directory.file("f") as String] in
      let file = try OwnedFile(opening: path)
      try Mapping(file, count: 10, protection: .readOnly).prefault(0..<10, for: .storing)
    }
    withExtendedLifetime(directory) {}
  }
}
