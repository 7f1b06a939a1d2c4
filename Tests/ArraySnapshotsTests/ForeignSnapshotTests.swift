import Foundation
import NPYShare
import TestSupport
import Testing

@Suite struct ForeignSnapshotTests {
  /// Ways in which others write frames from `a.npy` to `s`, and whether we see the frames.
  static let writers: [(command: String, hasFrames: Bool)] = [
    ("zstd -q a.npy -o s", true),
    ("zstd -q --no-check -1 a.npy -o s", true),
    ("zstd -q -19 --long=27 a.npy -o s", true),
    ("cat a.npy | zstd -q > s", false),
    ("zstd -q -T2 -B1MiB a.npy -o s", true),
    ("pzstd -q -p 2 a.npy -o s", false),
    ("(head -c 100 a.npy | zstd -q; tail -c +101 a.npy | zstd -q) > s", false),
    ("(head -c 1 a.npy > b; zstd -q b -c; tail -c +2 a.npy > b; zstd -q b -c) > s", true),
    ("(printf 'P*M\\030\\003\\0\\0\\0abc'; zstd -q a.npy -c) > s", true),
    ("split -b 70000 a.npy p; for p in p*; do zstd -q -c $p; zstd -q </dev/null; done > s", true),
    (
      """
      "$PYTHON" -c '
      import pyzstd
      with pyzstd.SeekableZstdFile("s", "w", max_frame_content_size=50000) as f:
          f.write(open("a.npy", "rb").read())'
      """, true
    ),
    (
      """
      "$PYTHON" -c '
      import zstandard
      open("s", "wb").write(zstandard.ZstdCompressor().compress(open("a.npy", "rb").read()))'
      """, true
    ),
  ]

  @Test(arguments: writers.indices)
  func framesOfOthersAreRead(writer: Int) throws {
    let (command, hasFrames) = Self.writers[writer]
    let directory = try TemporaryDirectory()
    let location = try ArrayLocation(file: directory.file("a.npy"))
    _ = try SharedArray.create(
      location, copying: (0..<70_001).map { UInt32($0) &* $0 / 3 })
    let child = try ChildProcess.run(
      "/bin/sh", ["-ec", command], environment: ["PYTHON": RepositoryFiles.python],
      directory: directory.path)
    #expect(child.status == 0, "\(child.errors)")
    let snapshot = directory.file("s")
    let copy = try ArrayLocation(file: directory.file("copy"))
    try Snapshot.restore(snapshot, as: copy)
    #expect(FileManager.default.contentsEqual(atPath: location.path, andPath: copy.path))
    let verdict = try Snapshot.verify(snapshot)
    #expect(verdict.isSound && verdict.metadata == nil, "\(verdict)")
    let reader = try SnapshotReader(snapshot)
    #expect((reader.frameCount != nil) == hasFrames)
    for row in [0, 35_000, 70_000] {
      try reader.withRows(row..<row + 1, as: UInt32.self) {
        #expect($0[0] == UInt32(row) &* UInt32(row) / 3)
      }
    }
  }

  /// What holds no array, or not just one, and what is said of it.
  @Test(arguments: [
    ("printf '' > s", "is empty"), ("printf 'hello world' > s", "not with a zstd frame"),
    ("cp a.npy s", "not with a zstd frame"), ("printf '(\\265' > s", "no snapshot"),
    ("gzip -c a.npy > s", "not with a zstd frame"),
    ("printf 'text' | zstd -q > s", "starts with b'text'"),
    ("printf '' | zstd -q > s", "is empty"),
    ("zstd -q a.npy; cat a.npy.zst a.npy.zst > s", "says 328"),
    ("cat a.npy a.npy | zstd -q > s", "says 328"),
    ("head -c 200 a.npy > b; zstd -q b -o s", "holds 200 bytes"),
    ("head -c 200 a.npy | zstd -q > s", "says 328"),
    ("zstd -q a.npy; (cat a.npy.zst; printf 'garbage') > s", "damaged in frame 1"),
    ("zstd -q a.npy -o b; zstd -q -D b a.npy -o s", "damaged in frame 0"),
  ])
  func whatIsNoSnapshotIsRefused(command: String, words: String) throws {
    let directory = try TemporaryDirectory()
    _ = try SharedArray.create(
      ArrayLocation(file: directory.file("a.npy")), copying: (0..<200).map { UInt8($0) })
    let child = try ChildProcess.run("/bin/sh", ["-ec", command], directory: directory.path)
    #expect(child.status == 0, "\(child.errors)")
    let location = try ArrayLocation(file: directory.file("copy"))
    let error = #expect(throws: SnapshotError.self) {
      try Snapshot.restore(directory.file("s"), as: location)
    }
    #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    #expect(try !directory.names().contains("copy"))
    #expect(try !Snapshot.verify(directory.file("s")).isSound)
  }
}
