import Foundation
import NPYShare
import TestSupport
import Testing

/// A second process keeps all elements of an array equal while snapshots of it are taken.
@Suite struct SnapshotWriterTests {
  /// Stores one number everywhere, again and again, and reads now and then; under an exclusive lease
  /// (`F_OFD_SETLKW` on the elements' bytes) if it is asked to.
  private static let writer = """
    import fcntl, numpy as np, random, select, struct, sys
    file = open(sys.argv[1], "r+b")
    a = np.load(sys.argv[1], mmap_mode="r+")
    chance = random.Random(1)
    def lock(kind):
        if sys.argv[2] == "leased":
            fcntl.fcntl(file, 38, struct.pack("hhqqi4x", kind, 0, a.offset, 0, 0))
    print("ready", flush=True)
    number = 0
    while not select.select([sys.stdin], [], [], 0)[0]:
        number += 1
        lock(fcntl.F_WRLCK)
        a[:] = number
        lock(fcntl.F_UNLCK)
        for _ in range(chance.randrange(8)):
            a.max()
    print(number)
    """

  /// Says of one snapshot after the other whether all its elements are equal.
  private static let judge = """
    import io, numpy as np, pyzstd, sys
    for path in map(str.strip, sys.stdin):
        with pyzstd.open(path, "rb") as file:
            a = np.load(io.BytesIO(file.read()))
        print("uniform" if (a == a[0]).all() else "mixed", flush=True)
    """

  /// The promise; whether the writer takes leases; more words for the command.
  static let promises: [(promise: String, writing: String, options: [String])] = [
    ("leased", "leased", []), ("leased", "leased", ["--spool"]),
    ("stable", "unleased", ["--passes", "3"]), ("fuzzy", "unleased", []),
  ]

  @Test(arguments: promises)
  func everySnapshotIsUniformWhosePromiseSaysSo(
    promise: String, writing: String, options: [String]
  ) throws {
    let directory = try TemporaryDirectory(.shm)
    // So large for two passes that a writer is not kept from its processor in the middle of storing
    // for both of them.
    let location = try ArrayLocation(file: directory.file("a.npy"))
    _ = try SharedArray.create(
      location, shape: [promise == "stable" ? 8 << 20 : 1 << 20], of: Int64.self)
    let writer = try RunningProcess(
      RepositoryFiles.python, ["-c", Self.writer, location.path, writing])
    let judge = try RunningProcess(RepositoryFiles.python, ["-c", Self.judge])
    #expect(writer.receive() == "ready")
    let file = directory.file("s.npy.zst")
    var counts: [String: Int] = [:]
    for _ in 0..<200 {
      let child = try ChildProcess.npyshare(
        ["snapshot", location.path, file, "--replace", "--consistency", promise] + options)
      if child.status == 3, promise == "stable" {
        #expect(child.errors.contains("kept changing"), "\(child.errors)")
        counts["refused", default: 0] += 1
        continue
      }
      #expect(child.status == 0, "\(child.errors)")
      #expect(try SnapshotReader(file).metadata?.consistency.rawValue == promise)
      judge.send(file)
      let verdict = judge.receive() ?? "no verdict"
      counts[verdict, default: 0] += 1
      #expect(verdict == "uniform" || promise == "fuzzy" && verdict == "mixed")
    }
    writer.send("stop")
    let rounds = writer.wait()
    #expect(rounds.status == 0 && judge.wait().status == 0, "\(rounds.errors)")
    let stored = rounds.output.split(separator: "\n").last ?? ""
    let name = "\(promise) \(options.joined(separator: " ")) beside a writer (\(writing))"
    print("\(name) that stored \(stored) times: \(counts)")
    #expect(counts["uniform", default: 0] > 0)
  }
}
