import Foundation
import NPYShare
import Synchronization
import TestSupport
import Testing

@Suite struct SnapshotConsistencyTests {
  /// A numpy process that changes one element whenever it is told to.
  private static func writer(_ path: String) throws -> RunningProcess {
    let source = """
      import numpy as np, sys
      a = np.load(sys.argv[1], mmap_mode="r+")
      print("ready", flush=True)
      for line in sys.stdin:
          if line == "stop\\n":
              break
          a[-1] += 1
          print("changed", flush=True)
      """
    return try RunningProcess(RepositoryFiles.python, ["-c", source, path])
  }

  @Test func anArrayThatKeepsChangingIsAnErrorWithNumbers() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a"))
    let array = try SharedArray.create(location, shape: [4 << 20], of: Int64.self)
    let writer = try Self.writer(location.path)
    #expect(writer.receive() == "ready")
    var options = SnapshotOptions()
    options.maximumPasses = 3
    let error = #expect(throws: SnapshotError.self) {
      // At every sign of progress, and so at the end of each pass.
      try Snapshot.write(array, to: directory.file("s"), options: options) { _ in
        writer.send("change")
        #expect(writer.receive() == "changed")
      }
    }
    #expect(
      error
        == .unstable(location.description, passes: 3, changedFrames: 1, frameCount: 128))
    #expect(try directory.names() == ["a"])
    options.consistency = .fuzzy
    let summary = try Snapshot.write(array, to: directory.file("s"), options: options)
    #expect(summary.passes == 1 && summary.consistency == .fuzzy)
    let verdict = try Snapshot.verify(directory.file("s"))
    #expect(verdict.isSound && verdict.metadata?.consistency == .fuzzy)
    writer.send("stop")
    #expect(writer.wait().status == 0)
  }

  /// Changes made between passes, at the first sign of progress in each.
  @Test(arguments: [1, 2, 3, 4], [false, true])
  func aSnapshotIsTheArrayOnceItStandsStill(changes: Int, isSingleFrame: Bool) throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a"))
    let array = try SharedArray.create(
      location, copying: (0..<1 << 20).map { Int64($0) &* $0 })
    var options = SnapshotOptions()
    options.frameBytes = 1 << 20
    options.isSingleFrame = isSingleFrame
    var passes = 0
    let summary = try Snapshot.write(array, to: directory.file("s"), options: options) {
      // The last report of a pass; the first passes end with the first and the second half.
      guard $0.doneBytes % (8 << 20) == 0 else { return }
      passes += 1
      if passes <= changes {
        try? array.withUnleasedMutableView(as: Int64.self) { $0[passes * 100_000] = -1 }
      }
    }
    #expect(summary.passes >= 2 && summary.consistency == .stable)
    let child = try ChildProcess.run(
      "/bin/sh", ["-c", "zstd -q -d -c s | cmp - a && zstd -q -t s"], directory: directory.path)
    #expect(child.status == 0, "\(child.errors) after \(summary)")
  }

  @Test func anArrayThatGrowsMeanwhileIsTakenWhole() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a"))
    let array = try SharedArray.create(
      location, copying: (0..<1 << 20).map { Int64($0) &* $0 })
    let grown = Mutex(false)
    let summary = try Snapshot.write(array, to: directory.file("s")) { _ in
      let isFirst = grown.withLock { grown in
        defer { grown = true }
        return !grown
      }
      if isFirst { _ = try? array.append(copying: [1, 2, 3] as [Int64]) }
    }
    #expect(summary.passes == 3)
    try SnapshotReader(directory.file("s")).withRows(as: Int64.self) {
      #expect($0.count == 1 << 20 + 3 && $0[1 << 20 + 2] == 3)
    }
  }

  @Test func anArrayCutShortIsAnErrorAndNoSignal() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a"))
    let array = try SharedArray.create(
      location, copying: (0..<4 << 20).map { Int64($0) &* $0 })
    let path = location.path
    let error = #expect(throws: SnapshotError.self) {
      try Snapshot.write(array, to: directory.file("s")) { _ in
        try? FileHandle(forUpdating: URL(fileURLWithPath: path)).truncate(atOffset: 1000)
      }
    }
    guard case .sourceChanged = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try directory.names() == ["a"])
  }

  @Test func aLeaseIsNotPromisedOfAFile() throws {
    let directory = try TemporaryDirectory(.shm)
    _ = try SharedArray.create(
      ArrayLocation(file: directory.file("a")), copying: [1] as [UInt8])
    var options = SnapshotOptions()
    options.consistency = .leased
    #expect(throws: SnapshotError.self) {
      try Snapshot.write(file: directory.file("a"), to: directory.file("s"), options: options)
    }
    #expect(try directory.names() == ["a"])
  }
}
