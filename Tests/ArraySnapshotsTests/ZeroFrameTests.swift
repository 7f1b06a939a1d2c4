import Foundation
import NPYShare
import TestSupport
import Testing

/// Runs of zeros: few frames of them, whatever lies between.
@Suite struct ZeroFrameTests {
  /// Where an array of bytes, otherwise zeros, has something else; and how it is taken.
  struct Layout: Sendable {
    let count: Int
    let others: [Int]
    let frameBytes: Int
    let threadCount: Int
    /// At most so many frames hold it, with the header's.
    let frameLimit: Int
  }

  static let layouts = [
    Layout(count: 40 << 20, others: [], frameBytes: 64 << 10, threadCount: 2, frameLimit: 4),
    Layout(
      count: 33 << 20 + 1, others: [33 << 20], frameBytes: 64 << 10, threadCount: 3, frameLimit: 5),
    Layout(
      count: 20 << 20, others: [0, 5_000_000, 5_000_001, 12 << 20], frameBytes: 128 << 10,
      threadCount: 2, frameLimit: 10),
    Layout(
      count: 9 << 20, others: Array(stride(from: 0, to: 9 << 20, by: 1 << 18)),
      frameBytes: 64 << 10, threadCount: 1, frameLimit: 73),
    Layout(count: 20 << 20, others: [1 << 20], frameBytes: 1 << 20, threadCount: 2, frameLimit: 5),
    Layout(count: 40 << 20, others: [], frameBytes: 32 << 20, threadCount: 2, frameLimit: 4),
    Layout(
      count: 70 << 20 + 9, others: [40 << 20], frameBytes: 32 << 20, threadCount: 2, frameLimit: 7),
  ]

  private static func write(
    _ layout: Layout, _ directory: TemporaryDirectory
  ) throws -> SnapshotSummary {
    let array = try SharedArray.create(
      ArrayLocation(file: directory.file("a")), shape: [layout.count], of: UInt8.self
    ) { view in
      for (index, other) in layout.others.enumerated() { view[other] = UInt8(index % 255 + 1) }
    }
    var options = SnapshotOptions()
    options.frameBytes = layout.frameBytes
    options.threadCount = layout.threadCount
    return try Snapshot.write(array, to: directory.file("s"), options: options)
  }

  @Test(arguments: layouts.indices)
  func zerosAreFewFramesThatEveryReaderReads(layout: Int) throws {
    let layout = Self.layouts[layout]
    let directory = try TemporaryDirectory(.shm)
    let summary = try Self.write(layout, directory)
    #expect(summary.frameCount <= layout.frameLimit, "\(summary.frameCount)")
    let verdict = try Snapshot.verify(directory.file("s"))
    #expect(verdict.isSound && verdict.uncheckedFrameCount == 0 && verdict.hasSeekTable)
    let child = try ChildProcess.run(
      "/bin/sh", ["-c", "zstd -q -d -c -M8MiB s | cmp - a && zstd -q -t s"],
      directory: directory.path)
    #expect(child.status == 0, "\(child.errors)")
    let python = try ChildProcess.python(
      """
      import io, pyzstd, zstandard
      from backports import zstd
      whole = open(sys.argv[1], "rb").read()
      data = open(sys.argv[2], "rb").read()
      assert pyzstd.decompress(data) == whole
      assert zstd.decompress(data) == whole
      with zstandard.open(sys.argv[2]) as f: assert f.read() == whole
      with pyzstd.SeekableZstdFile(sys.argv[2]) as f:
          for start in range(0, len(whole), 3_000_000):
              f.seek(start)
              assert f.read(1000) == whole[start:start + 1000], start
      """, [directory.file("a"), directory.file("s")])
    #expect(python.status == 0, "\(python.errors)")
  }

  @Test(arguments: layouts.indices)
  func zerosComeBackWithRoomOrWithout(layout: Int) throws {
    let layout = Self.layouts[layout]
    let directory = try TemporaryDirectory(.shm)
    _ = try Self.write(layout, directory)
    for space in [CreationOptions.Space.reserved, .sparse] {
      var creation = CreationOptions()
      creation.space = space
      creation.onConflict = .replace
      let copy = try ArrayLocation(file: directory.file("b"))
      try Snapshot.restore(directory.file("s"), as: copy, options: creation)
      #expect(
        FileManager.default.contentsEqual(
          atPath: directory.file("a"), andPath: directory.file("b")))
      let allocated = try FileStatus(path: copy.path).allocatedBytes
      if space == .reserved { #expect(allocated >= layout.count) }
      if space == .sparse, layout.others.isEmpty { #expect(allocated <= 64 << 10) }
    }
    // Over what was there.
    let array = try SharedArray.attach(
      ArrayLocation(file: directory.file("b")), access: .readWrite)
    try array.withUnleasedMutableView(as: UInt8.self) { view in
      for index in stride(from: 0, to: layout.count, by: 1000) { view[index] = 0xAA }
    }
    try Snapshot.restore(directory.file("s"), into: array)
    #expect(
      FileManager.default.contentsEqual(atPath: directory.file("a"), andPath: directory.file("b")))
    // In order, as for a digest.
    var count = 0
    let verdict = try Snapshot.verify(directory.file("s"), content: { count += $0.count })
    #expect(try verdict.isSound && count == FileStatus(path: directory.file("a")).size)
  }

  @Test(arguments: layouts.indices)
  func rowsInsideZerosAreRead(layout: Int) throws {
    let layout = Self.layouts[layout]
    let directory = try TemporaryDirectory(.shm)
    _ = try Self.write(layout, directory)
    let reader = try SnapshotReader(directory.file("s"))
    let starts = [0, 1, 65_535, 131_071, 1 << 20, 16 << 20 - 5, 16 << 20] + layout.others.prefix(9)
    for start in starts where start < layout.count {
      for count in [1, 1000] {
        let rows = max(0, start - 3)..<min(start + count, layout.count)
        try reader.withRows(rows, as: UInt8.self) { view in
          let found = (0..<view.count).filter { view[$0] != 0 }.map { rows.lowerBound + $0 }
          #expect(found == layout.others.filter(rows.contains), "\(rows)")
        }
      }
    }
    // Whole frames and parts of some.
    let part = try ArrayLocation(file: directory.file("part"))
    try Snapshot.restore(directory.file("s"), as: part, rows: 70_000..<layout.count - 3)
    let child = try ChildProcess.python(
      "assert (np.load(sys.argv[1])[70_000:-3] == np.load(sys.argv[2])).all()",
      [directory.file("a"), part.path])
    #expect(child.status == 0, "\(child.errors)")
  }

  /// Every length of what is behind the last 32 bytes, and of the last block; zstd compares the
  /// checksums.
  @Test func anyNumberOfZerosHasItsChecksum() throws {
    let directory = try TemporaryDirectory(.shm)
    for count in Array(1...70) + [131_071, 131_072, 131_073, 131_074, 262_145] {
      _ = try Self.write(
        Layout(count: count, others: [], frameBytes: 64 << 10, threadCount: 1, frameLimit: 2),
        directory)
      try FileManager.default.moveItem(
        atPath: directory.file("s"), toPath: directory.file("\(count).zst"))
      try FileManager.default.removeItem(atPath: directory.file("a"))
      #expect(try Snapshot.verify(directory.file("\(count).zst")).isSound, "\(count)")
    }
    let child = try ChildProcess.run(
      "/bin/sh", ["-c", "zstd -q -t *.zst && ls *.zst | wc -l"], directory: directory.path)
    #expect(child.status == 0 && child.output == "75\n", "\(child.output)\(child.errors)")
  }

  @Test func aGigabyteOfZerosIsNoLargerThanByZstd() throws {
    let directory = try TemporaryDirectory()
    var creation = CreationOptions()
    creation.space = .sparse
    let array = try SharedArray.create(
      ArrayLocation(file: directory.file("a")), shape: [1 << 30], of: UInt8.self,
      options: creation)
    let summary = try Snapshot.write(array, to: directory.file("s"))
    let child = try ChildProcess.run(
      "/bin/sh", ["-c", "zstd -q -1 -T2 a && stat -c %s a.zst"], directory: directory.path)
    let theirs = try #require(Int(child.output.dropLast()), "\(child.errors)")
    #expect(Double(summary.snapshotBytes) <= 1.015 * Double(theirs), "\(summary), \(theirs)")
  }

  /// Zeros that are stored over between passes, and others that become zeros.
  @Test(arguments: [1, 2, 3, 4, 5])
  func aStableSnapshotSeesZerosChange(changes: Int) throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a"))
    let array = try SharedArray.create(location, shape: [2 << 20], of: Int64.self)
    var passes = 0
    // A single thread tells of each batch.
    var options = SnapshotOptions()
    options.threadCount = 1
    let summary = try Snapshot.write(array, to: directory.file("s"), options: options) {
      guard $0.doneBytes % (8 << 20) == 0 else { return }
      passes += 1
      if passes <= changes {
        try? array.withUnleasedMutableView(as: Int64.self) { view in
          for index in 0..<1 << 18 { view[passes / 2 * 100_000 + index] = Int64(passes % 2) }
        }
      }
    }
    #expect(passes >= changes && summary.passes > 2 && summary.consistency == .stable)
    let child = try ChildProcess.run(
      "/bin/sh", ["-c", "zstd -q -d -c s | cmp - a && zstd -q -t s"], directory: directory.path)
    #expect(child.status == 0, "\(child.errors) after \(summary)")
  }
}
