import Foundation
import NPYShare
import TestSupport
import Testing

@Suite struct SnapshotRefusalTests {
  private static func array(_ directory: TemporaryDirectory) throws -> SharedArray {
    try SharedArray.create(
      ArrayLocation(file: directory.file("a")), copying: (0..<300_000).map { Int32($0) })
  }

  @Test func aTakenNameIsRefusedOrReplaced() throws {
    let directory = try TemporaryDirectory()
    let array = try Self.array(directory)
    let path = directory.file("s")
    try Data("precious".utf8).write(to: URL(fileURLWithPath: path))
    let taken = SnapshotError.array(.alreadyExists(try ArrayLocation(file: path)))
    #expect(throws: taken) { try Snapshot.write(array, to: path) }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
    var options = SnapshotOptions()
    options.onConflict = .replace
    options.permissions = 0o640
    try Snapshot.write(array, to: path, options: options)
    #expect(try FileStatus(path: path).permissions == 0o640)
    #expect(try Snapshot.verify(path).isSound)
    #expect(throws: SnapshotError.array(.alreadyExists(array.location))) {
      try Snapshot.restore(path, as: array.location)
    }
    var creation = CreationOptions()
    creation.onConflict = .replace
    try array.withUnleasedMutableView(as: Int32.self) { $0[0] = -1 }
    try Snapshot.restore(path, as: array.location, options: creation)
    try SharedArray.attach(array.location).withUnleasedView(as: Int32.self) { #expect($0[0] == 0) }
    try array.withUnleasedView(as: Int32.self) { #expect($0[0] == -1) }
    #expect(try directory.names() == ["a", "s"])
  }

  /// The checksum of one large frame stands behind all rows.
  @Test func rowsOfADamagedStreamAreRefused() throws {
    let directory = try TemporaryDirectory(.shm)
    let array = try Self.array(directory)
    _ = try array.copy(to: ArrayLocation(file: directory.file("b")))
    let made = try ChildProcess.run(
      "/bin/sh", ["-c", "zstd -q -3 < b > s && zstd -q -d -c s | cmp - a"],
      directory: directory.path)
    #expect(made.status == 0, "\(made.errors)")
    var bytes = try Data(contentsOf: URL(fileURLWithPath: directory.file("s")))
    let reader = try SnapshotReader(directory.file("s"))
    try reader.withRows(0..<10, as: Int32.self) { #expect($0[9] == 9) }
    // The last bytes are the checksum.
    bytes[bytes.count - 1] ^= 1
    for damaged in [bytes, bytes.prefix(bytes.count / 2)] {
      let path = directory.file("damaged")
      try damaged.write(to: URL(fileURLWithPath: path))
      let reader = try SnapshotReader(path)
      #expect(reader.frameCount == nil)
      #expect(throws: SnapshotError.self) { try reader.withRows(0..<10, as: Int32.self) { _ in } }
      #expect(throws: SnapshotError.self) {
        try Snapshot.restore(path, as: ArrayLocation(file: directory.file("c")), rows: 0..<10)
      }
      #expect(try directory.names() == ["a", "b", "damaged", "s"])
    }
  }

  @Test func nobodyStoresIntoAnArrayThatHasGrownSince() throws {
    let directory = try TemporaryDirectory(.shm)
    let array = try Self.array(directory)
    let path = directory.file("s")
    try Snapshot.write(array, to: path)
    let other = try SharedArray.attach(array.location, access: .readWrite)
    try Snapshot.restore(path, into: array)
    try other.grow(to: 300_001)
    #expect(throws: SnapshotError.notCurrent(array.location)) {
      try Snapshot.restore(path, into: array)
    }
  }

  @Test func aLeaseIsWaitedForNoLongerThanAllowed() throws {
    let directory = try TemporaryDirectory(.shm)
    let array = try Self.array(directory)
    let path = directory.file("s")
    let other = try SharedArray.attach(array.location, access: .readWrite)
    let lease = try other.lease(.exclusive)
    var options = SnapshotOptions()
    options.consistency = .leased
    options.timeout = .zero
    let limited = options
    // A thread that has a lease is not one that waits for it.
    try Threads.run([
      {
        let error = #expect(throws: SnapshotError.self) {
          try Snapshot.write(array, to: path, options: limited)
        }
        guard case .array(.leaseTimedOut) = error else {
          Issue.record("\(String(describing: error))")
          return
        }
      }
    ])
    lease.release()
    try Snapshot.write(array, to: path, options: options)
  }

  @Test func whatADeadWriterLeftIsRemoved() throws {
    let directory = try TemporaryDirectory(.shm)
    let array = try Self.array(directory)
    try Data().write(to: URL(fileURLWithPath: directory.file(".npyshare-0123456789abcdef")))
    try Snapshot.write(array, to: directory.file("s"))
    #expect(try directory.names() == ["a", "s"])
  }

  @Test func whatIsNoFileOrNoArrayIsRefused() throws {
    let directory = try TemporaryDirectory()
    let array = try Self.array(directory)
    try FileManager.default.createSymbolicLink(
      atPath: directory.file("link"), withDestinationPath: "a")
    var options = SnapshotOptions()
    options.onConflict = .replace
    for path in [directory.file("link"), directory.path, directory.file("none/s"), "a/", ""] {
      let error = #expect(throws: SnapshotError.self, "\(path)") {
        try Snapshot.write(array, to: path, options: options)
      }
      guard case .array = error else {
        Issue.record("\(path): \(String(describing: error))")
        continue
      }
    }
    #expect(throws: SnapshotError.array(.notFound(directory.file("none")))) {
      try Snapshot.write(file: directory.file("none"), to: directory.file("s"))
    }
    #expect(throws: SnapshotError.array(.notFound(directory.file("none")))) {
      try Snapshot.verify(directory.file("none"))
    }
    #expect(throws: SnapshotError.array(.notRegularFile(directory.path, .directory))) {
      try SnapshotReader(directory.path)
    }
    let pickle = "\(RepositoryFiles.fixtures)/npy/invalid/object_pickle.npy"
    #expect(throws: SnapshotError.array(.objectElements(pickle))) {
      try Snapshot.write(file: pickle, to: directory.file("s"))
    }
    #expect(try directory.names() == ["a", "link"])
  }

  @Test func anArrayOfPythonObjectsIsNotRestored() throws {
    let directory = try TemporaryDirectory()
    let pickle = "\(RepositoryFiles.fixtures)/npy/invalid/object_pickle.npy"
    let child = try ChildProcess.run("/usr/bin/zstd", ["-q", pickle, "-o", directory.file("s")])
    #expect(child.status == 0)
    #expect(throws: SnapshotError.self) {
      try Snapshot.restore(
        directory.file("s"), as: ArrayLocation(file: directory.file("b")))
    }
    #expect(try directory.names() == ["s"])
  }

  static let badOptions: [SnapshotOptions] = {
    let changes: [(inout SnapshotOptions) -> Void] = [
      { $0.compression = .zstd(level: 0) }, { $0.compression = .zstd(level: 23) },
      { $0.frameBytes = 4096 }, { $0.frameBytes = 128 << 20 }, { $0.frameBytes = 65537 },
      { $0.maximumPasses = 1 }, { $0.threadCount = 0 },
      {
        $0.isSingleFrame = true
        $0.compression = .none
      },
    ]
    return changes.map { change in
      var options = SnapshotOptions()
      change(&options)
      return options
    }
  }()

  @Test(arguments: badOptions.indices)
  func optionsThatMakeNoSenseAreRefused(index: Int) throws {
    let directory = try TemporaryDirectory()
    let array = try Self.array(directory)
    let error = #expect(throws: SnapshotError.self) {
      try Snapshot.write(array, to: directory.file("s"), options: Self.badOptions[index])
    }
    guard case .invalidOptions = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try directory.names() == ["a"])
  }

  /// A file system without room, for the snapshot and for the array: an error with the numbers, and
  /// nothing is left.
  @Test func aFullFileSystemIsAnErrorAndLeavesNothing() throws {
    let directory = try TemporaryDirectory()
    let array = try SharedArray.create(
      ArrayLocation(file: directory.file("a")), copying: (0..<400_000).map { Int64($0) &* $0 })
    let full = directory.file("full")
    try FileManager.default.createDirectory(atPath: full, withIntermediateDirectories: false)
    try Privileged.run(["mount", "-t", "tmpfs", "-o", "size=1m,mode=777", "tmpfs", full])
    defer { try? Privileged.run(["umount", "--lazy", full]) }
    for (compression, isSingleFrame) in [
      (SnapshotCompression.zstd(level: 1), false), (.zstd(level: 1), true), (.none, false),
    ] {
      var options = SnapshotOptions()
      options.frameBytes = 64 << 10
      options.compression = compression
      options.isSingleFrame = isSingleFrame
      let error = #expect(throws: SnapshotError.self) {
        try Snapshot.write(array, to: "\(full)/s", options: options)
      }
      guard case .array(.noSpace) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(error?.description.contains("full/s': needs 3.1 MiB") == true)
    }
    try Snapshot.write(array, to: directory.file("s"))
    for space in [CreationOptions.Space.reserved, .sparse] {
      var creation = CreationOptions()
      creation.space = space
      let error = #expect(throws: SnapshotError.self) {
        try Snapshot.restore(
          directory.file("s"), as: ArrayLocation(file: "\(full)/b"), options: creation)
      }
      guard case .array(.noSpace) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: full).isEmpty)
    let rows = try Snapshot.restore(
      directory.file("s"), as: ArrayLocation(file: "\(full)/b"), rows: 0..<100_000)
    #expect(rows.shape == [100_000])
  }
}
