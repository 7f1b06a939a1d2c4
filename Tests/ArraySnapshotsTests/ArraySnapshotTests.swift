import Foundation
import NPYShare
import TestSupport
import Testing

@Suite struct ArraySnapshotTests {
  @Test func anArrayInManyFramesComesBack() throws {
    let directory = try TemporaryDirectory(.shm)
    let numbers = (0..<3 << 20).map { $0 % 900_000 < 400_000 ? 0 : Int64($0) &* $0 }
    let location = try ArrayLocation(file: directory.file("a"))
    let array = try SharedArray.create(location, copying: numbers)
    for (frameBytes, threads) in [(64 << 10, 1), (64 << 10, 3), (4 << 20, 2), (68 << 10, 2)] {
      var options = SnapshotOptions()
      options.frameBytes = frameBytes
      options.threadCount = threads
      options.onConflict = .replace
      var steps: [Int] = []
      let summary = try Snapshot.write(array, to: directory.file("s"), options: options) {
        #expect($0.totalBytes == 2 * 24 << 20)
        steps.append($0.doneBytes)
      }
      let frameCount = (24 << 20) / frameBytes + (frameBytes == 68 << 10 ? 2 : 1)
      if frameBytes < 1 << 20 {
        // Zeros, two fifths of the array, are a few frames.
        #expect(summary.frameCount > frameCount / 2 && summary.frameCount < frameCount * 2 / 3)
      } else {
        #expect(summary.frameCount == frameCount)
      }
      #expect(steps.last == 2 * 24 << 20 && steps == steps.sorted())
      let child = try ChildProcess.run(
        "/bin/sh", ["-c", "zstd -q -d -c s | cmp - a"], directory: directory.path)
      #expect(child.status == 0, "\(child.errors) \(frameBytes)")
      var creation = CreationOptions()
      creation.onConflict = .replace
      for space in [CreationOptions.Space.reserved, .sparse] {
        creation.space = space
        let copy = try ArrayLocation(file: directory.file("b"))
        try Snapshot.restore(directory.file("s"), as: copy, options: creation, threadCount: threads)
        #expect(
          FileManager.default.contentsEqual(atPath: location.path, andPath: copy.path))
        let allocated = try FileStatus(path: copy.path).allocatedBytes
        if space == .reserved { #expect(allocated >= 24 << 20) }
        // Of larger frames none is all zeros.
        if space == .sparse, frameBytes < 1 << 20 { #expect(allocated < 16 << 20) }
      }
    }
  }

  @Test func aSparseArrayCostsNoReadingAndComesBackSparse() throws {
    let directory = try TemporaryDirectory()
    let location = try ArrayLocation(file: directory.file("a"))
    var creation = CreationOptions()
    creation.space = .sparse
    let array = try SharedArray.create(
      location, shape: [1 << 30], of: UInt8.self, options: creation)
    try array.withUnleasedMutableView(as: UInt8.self) { $0[700_000_000] = 7 }
    let summary = try Snapshot.write(array, to: directory.file("s"))
    #expect(summary.snapshotBytes < 40_000 && summary.frameCount == 68)
    let copy = try ArrayLocation(file: directory.file("b"))
    try Snapshot.restore(directory.file("s"), as: copy, options: creation)
    #expect(try FileStatus(path: copy.path).allocatedBytes < 8 << 20)
    try SharedArray.attach(copy).withUnleasedView(as: UInt8.self) {
      #expect($0[700_000_000] == 7 && $0[700_000_001] == 0 && $0.count == 1 << 30)
    }
  }

  @Test func privateElementsAreTaken() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a"))
    _ = try SharedArray.create(location, copying: [1, 2, 3] as [Int32])
    let array = try SharedArray.attach(location, access: .privateCopy)
    try array.withUnleasedMutableView(as: Int32.self) { $0[1] = 20 }
    try Snapshot.write(array, to: directory.file("s"))
    try SnapshotReader(directory.file("s")).withRows(as: Int32.self) {
      #expect($0[0] == 1 && $0[1] == 20 && $0[2] == 3)
    }
  }

  @Test func aRawArrayGetsTheHeaderThatItWouldHave() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a"))
    var creation = CreationOptions()
    creation.format = .raw
    let array = try SharedArray.create(
      location, copying: [1, 2, 3, 4] as [Float], shape: [2, 2], options: creation)
    try Snapshot.write(array, to: directory.file("s"))
    let back = try Snapshot.restore(
      directory.file("s"), as: ArrayLocation(file: directory.file("b")), options: creation)
    #expect(back.format == .raw && back.shape == [2, 2])
    #expect(
      FileManager.default.contentsEqual(
        atPath: directory.file("a"), andPath: directory.file("b")))
  }

  @Test func theTrueTypeIsKeptBesideTheHeader() throws {
    let directory = try TemporaryDirectory(.shm)
    let array = try SharedArray.create(
      ArrayLocation(file: directory.file("a")), shape: [3], dtype: .mlFloat(.float8E4M3FN))
    try Snapshot.write(array, to: directory.file("s"))
    let metadata = try #require(try SnapshotReader(directory.file("s")).metadata)
    #expect(metadata.version == 1 && metadata.level == 1 && metadata.frameBytes == 256 << 10)
    #expect(abs(metadata.time - Int(Date().timeIntervalSince1970)) < 3600)
    #expect(metadata.dtype == "float8_e4m3fn")
  }
}
