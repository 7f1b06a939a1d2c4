import Foundation
import NPYShare
import TestSupport
import Testing

@Suite struct SnapshotRoundTripTests {
  /// The fixtures that numpy maps, with the bytes that their headers speak of.
  private static func fixtures() throws -> [(name: String, path: String, bytes: Data)] {
    let valid = "\(RepositoryFiles.fixtures)/npy/valid"
    let names = try FileManager.default.contentsOfDirectory(atPath: valid).sorted()
    return try names.compactMap { name in
      let path = "\(valid)/\(name)"
      let inspection = try ArrayInspection(path: path)
      guard inspection.format.numpyMaps, let header = inspection.format.header else { return nil }
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      return (name, path, bytes.prefix(header.fileBytes))
    }
  }

  static let forms: [(name: String, options: SnapshotOptions)] = {
    var forms = [("frames", SnapshotOptions())]
    var options = SnapshotOptions()
    options.isSingleFrame = true
    forms.append(("single", options))
    options = SnapshotOptions()
    options.consistency = .fuzzy
    options.compression = .zstd(level: 19)
    options.frameBytes = 64 << 10
    options.threadCount = 1
    forms.append(("small", options))
    return forms
  }()

  @Test(arguments: forms.indices)
  func whatZstdDecompressesIsTheFile(form: Int) throws {
    let (_, options) = Self.forms[form]
    let directory = try TemporaryDirectory()
    let fixtures = try Self.fixtures()
    for (name, path, bytes) in fixtures {
      let snapshot = directory.file("\(name).zst")
      let summary = try Snapshot.write(file: path, to: snapshot, options: options)
      #expect(summary.contentBytes == bytes.count, "\(name)")
      #expect(try FileStatus(path: snapshot).size == summary.snapshotBytes, "\(name)")
      let verdict = try Snapshot.verify(snapshot)
      #expect(verdict.isSound && verdict.hasSeekTable, "\(name): \(verdict)")
      #expect(verdict.uncheckedFrameCount == 0 && !verdict.hasAlteredMetadata, "\(name)")
      #expect(verdict.metadata?.consistency == options.consistency, "\(name)")
    }
    #expect(fixtures.count > 60)
    let child = try ChildProcess.run(
      "/bin/sh",
      ["-c", "set -e; for f in *.zst; do zstd -q -t \"$f\"; zstd -q -d \"$f\"; done"],
      directory: directory.path)
    #expect(child.status == 0, "\(child.errors)")
    for (name, _, bytes) in fixtures {
      let copy = try Data(contentsOf: URL(fileURLWithPath: directory.file(name)))
      #expect(copy == bytes, "\(name)")
    }
  }

  @Test(arguments: forms.indices)
  func whatIsRestoredIsTheFile(form: Int) throws {
    let (_, options) = Self.forms[form]
    let directory = try TemporaryDirectory(.shm)
    for (name, path, bytes) in try Self.fixtures() {
      let snapshot = directory.file("\(name).zst")
      try Snapshot.write(file: path, to: snapshot, options: options)
      let location = try ArrayLocation(file: directory.file(name))
      let layout = try Snapshot.restore(snapshot, as: location)
      let copy = try Data(contentsOf: URL(fileURLWithPath: location.path))
      #expect(copy == bytes && layout.fileBytes == bytes.count, "\(name)")
    }
  }

  @Test func pythonReadersSeeTheArray() throws {
    let directory = try TemporaryDirectory()
    var arguments: [String] = []
    for (name, path, _) in try Self.fixtures() {
      let snapshot = directory.file("\(name).zst")
      try Snapshot.write(file: path, to: snapshot)
      arguments += [path, snapshot]
    }
    let child = try ChildProcess.python(
      """
      import io, pyzstd, zstandard
      from backports import zstd
      for source, snapshot in zip(sys.argv[1::2], sys.argv[2::2]):
          a = np.load(source, mmap_mode="r")
          with zstd.open(snapshot) as f: b = np.load(f)
          whole = open(source, "rb").read()[:a.offset + a.nbytes]
          data = open(snapshot, "rb").read()
          assert b.dtype == a.dtype and b.shape == a.shape, source
          assert zstd.decompress(data) == whole, source
          assert pyzstd.decompress(data) == whole, source
          with pyzstd.SeekableZstdFile(snapshot) as f:
              f.seek(a.offset)
              assert f.read() == whole[a.offset:], source
          with zstandard.open(snapshot) as f: assert f.read() == whole, source
      """, arguments)
    #expect(child.status == 0, "\(child.errors)")
    #expect(arguments.count > 120)
  }

  @Test func withoutCompressionASnapshotIsAPlainFile() throws {
    let directory = try TemporaryDirectory()
    var options = SnapshotOptions()
    options.compression = .none
    options.frameBytes = 64 << 10
    for (name, path, bytes) in try Self.fixtures() {
      let summary = try Snapshot.write(file: path, to: directory.file(name), options: options)
      #expect(summary.frameCount == 0 && summary.passes == 2)
      let copy = try Data(contentsOf: URL(fileURLWithPath: directory.file(name)))
      #expect(copy == bytes, "\(name)")
    }
    // More than one batch for each thread.
    let array = try SharedArray.create(
      ArrayLocation(file: directory.file("a")),
      copying: (0..<3 << 20).map { Int64($0) &* 0x9E37_79B9 })
    try Snapshot.write(array, to: directory.file("b"), options: options)
    #expect(
      FileManager.default.contentsEqual(
        atPath: directory.file("a"), andPath: directory.file("b")))
  }
}
