import Foundation
import NPYShare
import TestSupport
import Testing

/// The files in `Fixtures/snapshots`.
@Suite struct SnapshotFixtureTests {
  /// The files of one kind.
  private static func files(_ kind: String) throws -> [String] {
    let directory = "\(RepositoryFiles.fixtures)/snapshots/\(kind)"
    return try FileManager.default.contentsOfDirectory(atPath: directory).sorted().map {
      "\(directory)/\($0)"
    }
  }

  @Test(arguments: ["good", "foreign"])
  func whatIsSoundComesBackAsZstdHasIt(kind: String) throws {
    let files = try Self.files(kind)
    #expect(files.count >= 7)
    let directory = try TemporaryDirectory()
    for file in files {
      let child = try ChildProcess.run(
        "/bin/sh", ["-c", #"zstd -q -d -f "$1" -o "$2/zstd""#, "sh", file, directory.path])
      #expect(child.status == 0, "\(file): \(child.errors)")
      var options = CreationOptions()
      options.onConflict = .replace
      try Snapshot.restore(
        file, as: ArrayLocation(file: directory.file("copy")), options: options)
      #expect(
        FileManager.default.contentsEqual(
          atPath: directory.file("copy"), andPath: directory.file("zstd")), "\(file)")
      let verdict = try Snapshot.verify(file)
      let isAltered = file.contains("altered_words")
      #expect(verdict.isSound && verdict.hasAlteredMetadata == isAltered, "\(file): \(verdict)")
      #expect((verdict.metadata != nil) == (kind == "good"), "\(file): \(verdict)")
      #expect(verdict.hasSeekTable || kind == "foreign", "\(file): \(verdict)")
      // In order, on one thread, the same bytes come.
      var content: [UInt8] = []
      let again = try Snapshot.verify(
        file,
        content: { span in
          for index in span.indices { content.append(span[index]) }
        })
      let expected = try Data(contentsOf: URL(fileURLWithPath: directory.file("zstd")))
      #expect(again == verdict && Data(content) == expected, "\(file)")
    }
  }

  @Test func theTrueTypeIsTold() throws {
    let reader = try SnapshotReader(
      "\(RepositoryFiles.fixtures)/snapshots/good/true_type.npy.zst")
    #expect(reader.metadata?.dtype == "bfloat16" && reader.layout.dtype.itemSize == 2)
  }

  @Test func whatIsHostileIsRefusedAndMakesNothing() throws {
    let files = try Self.files("hostile")
    #expect(files.count >= 15)
    for file in files {
      let directory = try TemporaryDirectory()
      let location = try ArrayLocation(file: directory.file("copy"))
      let error = #expect(throws: SnapshotError.self, "\(file)") {
        try Snapshot.restore(file, as: location)
      }
      #expect(error?.isDamage == true, "\(file): \(String(describing: error))")
      #expect(try directory.names() == [], "\(file)")
      let verdict = try Snapshot.verify(file)
      #expect(!verdict.isSound, "\(file)")
      let inOrder = try Snapshot.verify(file, content: { _ in })
      #expect(!inOrder.isSound, "\(file)")
    }
  }
}
