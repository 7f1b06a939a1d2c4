import Foundation
import NPYShare
import TestSupport
import Testing

@Suite struct HostileSnapshotTests {
  /// Who wrote the snapshot, and how.
  enum Form: CaseIterable {
    case frames
    case singleFrame
    /// By zstd, which did not know how much there would be: only to be read from the start on.
    case piped
  }

  /// A snapshot, small enough to try a change at every byte.
  private static func sample(
    _ directory: TemporaryDirectory, _ form: Form = .frames
  ) throws -> [UInt8] {
    let location = try ArrayLocation(file: directory.file("a"))
    let array = try SharedArray.create(location, shape: [40_000], of: UInt32.self) { view in
      for index in stride(from: 0, to: 40_000, by: 997) { view[index] = UInt32(index) }
    }
    var options = SnapshotOptions()
    options.frameBytes = 64 << 10
    options.isSingleFrame = form == .singleFrame
    try Snapshot.write(array, to: directory.file("s"), options: options)
    if form == .piped {
      let child = try ChildProcess.run(
        "/bin/sh", ["-c", "cat a | zstd -q > s"], directory: directory.path)
      #expect(child.status == 0, "\(child.errors)")
    }
    return Array(try Data(contentsOf: URL(fileURLWithPath: directory.file("s"))))
  }

  /// Restores altered bytes: a typed error and nothing, or the whole array as it was.
  private static func expectTheArrayOrAnError(
    _ bytes: [UInt8], _ directory: TemporaryDirectory, _ change: String
  ) throws -> SnapshotError? {
    let path = directory.file("changed")
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let copy = try ArrayLocation(file: directory.file("copy"))
    do throws(SnapshotError) {
      try Snapshot.restore(path, as: copy, threadCount: 1)
    } catch {
      #expect((try? FileStatus(path: copy.path)) == nil, "\(change): \(error)")
      let isSound = try Snapshot.verify(path, threadCount: 1).isSound
      #expect(!isSound, "\(change)")
      return error
    }
    #expect(
      FileManager.default.contentsEqual(atPath: directory.file("a"), andPath: copy.path),
      "\(change)")
    try SharedArray.remove(copy)
    return nil
  }

  @Test(arguments: Form.allCases)
  func aSnapshotCutAnywhereIsRefusedOrWhole(form: Form) throws {
    let directory = try TemporaryDirectory(.shm)
    let bytes = try Self.sample(directory, form)
    var refused = 0
    for count in 0..<bytes.count {
      let error = try Self.expectTheArrayOrAnError(
        Array(bytes[..<count]), directory, "\(count) bytes")
      if error != nil { refused += 1 }
    }
    // Without the metadata or the table, cut between two frames, the array is all there.
    #expect(refused >= bytes.count - 2, "\(refused) of \(bytes.count)")
  }

  @Test(arguments: Form.allCases)
  func aFlippedBitAnywhereIsSeenOrHarmless(form: Form) throws {
    let directory = try TemporaryDirectory(.shm)
    let bytes = try Self.sample(directory, form)
    var refused = 0
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 1 << UInt8(index % 8)
      let error = try Self.expectTheArrayOrAnError(changed, directory, "bit of byte \(index)")
      if error != nil { refused += 1 }
    }
    #expect(refused > bytes.count / 2, "\(refused) of \(bytes.count)")
  }

  @Test func alteredMetadataIsSaid() throws {
    let directory = try TemporaryDirectory(.shm)
    let bytes = try Self.sample(directory)
    let text = Data("consistency stable".utf8)
    let range = try #require(Data(bytes).range(of: text))
    for index in range {
      var changed = bytes
      changed[index] ^= 1
      try Data(changed).write(to: URL(fileURLWithPath: directory.file("t")))
      let verdict = try Snapshot.verify(directory.file("t"))
      #expect(verdict.isSound && verdict.hasAlteredMetadata && verdict.metadata == nil)
    }
  }

  /// The frame headers, block headers and the table, with every value of a byte.
  @Test func anyByteInAnyPlaceOfTheStructureIsSeenOrHarmless() throws {
    let directory = try TemporaryDirectory(.shm)
    let bytes = try Self.sample(directory)
    let table = bytes.count - 17 - 12 * 5
    for index in Array(0..<12) + Array(table..<bytes.count) {
      for value in [0, 1, 0x7F, 0x80, 0xFF] as [UInt8] where bytes[index] != value {
        var changed = bytes
        changed[index] = value
        _ = try Self.expectTheArrayOrAnError(changed, directory, "byte \(index) is \(value)")
      }
    }
  }

  private static func number(_ value: Int, bytes: Int = 4) -> [UInt8] {
    (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  @Test func framesThatChangedPlacesAreSeen() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a"))
    let array = try SharedArray.create(location, shape: [2 << 16], of: UInt8.self) { view in
      for index in 0..<2 << 16 { view[index] = UInt8(truncatingIfNeeded: index &* index >> 7) }
      view[5] = 77
    }
    var options = SnapshotOptions()
    options.frameBytes = 64 << 10
    options.compression = .zstd(level: 1)
    try Snapshot.write(array, to: directory.file("s"), options: options)
    var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: directory.file("s"))))
    let end = bytes.count
    func entry(_ index: Int) -> Int {
      (0..<4).reduce(0) { $0 | Int(bytes[end - 9 - 12 * (4 - index) + $1]) << (8 * $1) }
    }
    let (first, second) = (entry(1), entry(2))
    let start = entry(0)
    // The frames and their sizes in the table change places; what they hold stays sound.
    let swapped =
      Array(bytes[start + first..<start + first + second]) + Array(bytes[start..<start + first])
    bytes.replaceSubrange(start..<start + first + second, with: swapped)
    for (offset, value) in [(36, second), (24, first)] {
      bytes.replaceSubrange(end - 9 - offset..<end - 5 - offset, with: Self.number(value))
    }
    try Data(bytes).write(to: URL(fileURLWithPath: directory.file("t")))
    let verdict = try Snapshot.verify(directory.file("t"))
    guard case .damagedFrame(_, frame: 1, offset: start, let reason) = verdict.problem else {
      Issue.record("\(verdict)")
      return
    }
    #expect(reason.contains("by the seek table"))
  }
}
