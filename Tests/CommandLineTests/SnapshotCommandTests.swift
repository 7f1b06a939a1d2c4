import Foundation
import TestSupport
import Testing

/// `snapshot`, `restore`, `verify`, and `inspect` of snapshots.
@Suite struct SnapshotCommandTests {
  /// A directory with an array `a.npy` of 1000 rows of 3000 numbers, and its snapshot.
  private static func directory() throws -> TemporaryDirectory {
    let directory = try TemporaryDirectory()
    let made = try ChildProcess.python(
      "np.save(sys.argv[1], np.arange(3_000_000, dtype='f4').reshape(1000, 3000))",
      [directory.file("a.npy")])
    #expect(made.status == 0, "\(made.errors)")
    let taken = try ChildProcess.npyshare(
      ["snapshot", "./a.npy", "a.npy.zst"], directory: directory.path)
    #expect(
      taken.output.hasPrefix("snapshot a.npy.zst: <f4 (1000, 3000), 11.4 MiB in ")
        && taken.output.hasSuffix(" to 1), stable, 2 passes\n"), "\(taken.output)\(taken.errors)")
    return directory
  }

  @Test(arguments: [
    [], ["--consistency", "leased"], ["--consistency", "leased", "--spool"],
    ["--consistency", "fuzzy", "--level", "19", "--frame", "1024"], ["--single-frame"],
    ["--threads", "1", "--frame", "64"],
  ])
  func aSnapshotIsTheFileCompressedAndComesBack(options: [String]) throws {
    let directory = try Self.directory()
    let child = try ChildProcess.run(
      "/bin/sh",
      [
        "-ec",
        """
        "$0" snapshot a.npy s.npy.zst "$@" >/dev/null
        zstd -q -t s.npy.zst
        zstd -q -d -c s.npy.zst | cmp - a.npy
        "$0" restore s.npy.zst --as ./b.npy >/dev/null
        cmp a.npy b.npy
        "$0" verify s.npy.zst --digest | tail -1 | cut -d ' ' -f 2
        sha256sum a.npy | cut -d ' ' -f 1
        """, RepositoryFiles.npyshare,
      ] + options, directory: directory.path)
    #expect(child.status == 0, "\(child.errors)")
    let digests = child.output.split(separator: "\n")
    #expect(digests.count == 2 && digests.first == digests.last, "\(child.output)")
  }

  @Test func withoutCompressionItIsTheFile() throws {
    let directory = try Self.directory()
    let child = try ChildProcess.npyshare(
      ["snapshot", "a.npy", "s.npy", "--no-compression", "--json"], directory: directory.path)
    #expect(child.status == 0, "\(child.errors)")
    #expect(
      FileManager.default.contentsEqual(
        atPath: directory.file("a.npy"), andPath: directory.file("s.npy")))
  }

  /// Words after the command, its exit code, and a part of what it says.
  static let calls: [(arguments: [String], status: Int32, words: String)] = [
    (["snapshot", "./a.npy", "a.npy.zst"], 3, "'./a.npy.zst' exists already"),
    (["snapshot", "./a.npy", "b", "--level", "20"], 2, "'20' is not a level; write 1 to 19"),
    (["snapshot", "./a.npy", "b", "--frame", "3"], 2, "frames are of 3072 bytes; choose 65536"),
    (["snapshot", "./a.npy", "b", "--frame", "9223372036854775807"], 2, "frames are of"),
    (["snapshot", "./a.npy", "b", "--spool"], 2, "--consistency leased"),
    (["snapshot", "./a.npy", "b", "--consistency", "x"], 2, "write leased, stable or fuzzy"),
    (["snapshot", "./a.npy", "b", "--passes", "1"], 2, "at least 2 passes, not 1"),
    (["snapshot", "./a.npy", "b", "--threads", "0"], 2, "--threads is at least 1"),
    (
      ["snapshot", "./a.npy", "b", "--single-frame", "--no-compression"], 2,
      "without compression there are no frames"
    ),
    (["snapshot", "./none.npy", "b"], 3, "'./none.npy' does not exist"),
    (["snapshot", "./a.npy", "no/where/b"], 3, "no/where"),
    (["restore", "a.npy.zst", "--as", "./a.npy"], 3, "'./a.npy' exists already"),
    (["restore", "none.npy.zst", "--as", "./b"], 3, "'none.npy.zst' does not exist"),
    (["restore", "a.npy", "--as", "./b"], 3, "is no snapshot: it begins with b'\\x93NUM'"),
    (["restore", "cut.npy.zst", "--as", "./b"], 3, "was cut short: it has 100000 bytes"),
    (["restore", "a.npy.zst", "--as", "./b", "--rows", "990:1001"], 3, "has 1000 rows, so not"),
    (["restore", "a.npy.zst", "--as", "./b", "--rows", "1001:"], 3, "has 1000 rows, so not"),
    (["restore", "a.npy.zst", "--as", "./b", "--rows", "5:3"], 2, "write A:B, A: or :B"),
    (["restore", "a.npy.zst", "--as", "./b", "--rows", "-1:"], 2, "--rows"),
    (["restore", "a.npy.zst", "--as", "./a.npy", "--in-place", "--replace"], 2, "--in-place"),
    (["restore", "a.npy.zst", "--as", "./small.npy", "--in-place"], 3, "as a new array instead"),
    (["restore", "a.npy.zst", "--as", "./a.npy", "--in-place", "--mode", "644"], 2, "--in-place"),
    (["restore", "a.npy.zst", "--as", "./b", "--timeout", "1"], 2, "--timeout limits"),
    (["snapshot", "./a.npy", "b", "--timeout", "1"], 2, "--timeout limits"),
    (["snapshot", "./a.npy", "b", "--consistency", "leased", "--timeout=-1"], 2, "from 0 on"),
    (
      ["snapshot", "./a.npy", "a.npy.zst", "--replace", "--threads", "9223372036854775807"], 0,
      "snapshot a.npy.zst: "
    ),
    (["verify", "--digest", "--threads", "2", "a.npy.zst"], 2, "--digest reads"),
    (["verify", "a.npy.zst"], 0, "a.npy.zst: sound, 47 frames, 11.4 MiB of .npy, stable\n"),
    (["verify", "cut.npy.zst", "a.npy.zst"], 1, "cut.npy.zst: damaged: 'cut.npy.zst' was cut"),
    (["verify", "none.npy.zst", "cut.npy.zst"], 3, "'none.npy.zst' does not exist"),
    (["verify", "--digest", "--json", "cut.npy.zst"], 1, #""sha256": null"#),
    (["inspect", "a.npy.zst"], 0, "  snapshot  stable, level 1, begun 20"),
    (["inspect", "--json", "a.npy.zst"], 0, #""consistency": "stable""#),
    (["inspect", "cut.npy.zst"], 1, "ends within frame 1"),
    (["inspect", "."], 1, "snapshot, stable"),
    (["inspect", "--stats", "a.npy.zst"], 3, "is a snapshot; restore it"),
    (["lint", "."], 0, ""),
    (["lint", "a.npy.zst"], 0, "is left alone"),
    (["help", "snapshot"], 0, "Example: npyshare snapshot"),
    (["help", "restore"], 0, "Example: npyshare restore"),
    (["help", "verify"], 0, "Example: npyshare verify"),
  ]

  @Test func commandsEndAndSayAsTheyShould() throws {
    let directory = try Self.directory()
    let setup = try ChildProcess.run(
      "/bin/sh",
      [
        "-ec",
        """
        head -c 100000 a.npy.zst > cut.npy.zst
        "$0" create ./small.npy --shape 3 --dtype '<f4' > /dev/null
        """, RepositoryFiles.npyshare,
      ], directory: directory.path)
    #expect(setup.status == 0, "\(setup.errors)")
    let names = try directory.names()
    for (arguments, status, words) in Self.calls {
      let child = try ChildProcess.npyshare(arguments, directory: directory.path)
      let said = child.output + child.errors
      #expect(child.status == status, "\(arguments): \(said)")
      #expect(words.isEmpty || said.contains(words), "\(arguments): \(said)")
      #expect(try directory.names() == names, "\(arguments)")
    }
  }

  @Test(arguments: [("10:20", "10:20"), (":7", ":7"), ("995:", "995:"), ("5:5", "5:5")])
  func rowsAreThoseOfNumpy(rows: String, slice: String) throws {
    let directory = try Self.directory()
    let child = try ChildProcess.npyshare(
      ["restore", "a.npy.zst", "--as", "./r.npy", "--rows", rows], directory: directory.path)
    #expect(child.status == 0, "\(child.errors)")
    let compared = try ChildProcess.python(
      "assert np.array_equal(np.load(sys.argv[1]), np.load(sys.argv[2])[\(slice)])",
      [directory.file("r.npy"), directory.file("a.npy")])
    #expect(compared.status == 0, "\(compared.errors)")
  }

  @Test func inPlaceStoresIntoTheArrayThatOthersHave() throws {
    let directory = try Self.directory()
    let child = try ChildProcess.python(
      """
      import subprocess
      a = np.load(sys.argv[1], mmap_mode="r+")
      a[:] = -1
      subprocess.run([*sys.argv[2:5], "--as", sys.argv[1], "--in-place"], check=True)
      assert np.array_equal(a, np.arange(3_000_000, dtype="f4").reshape(1000, 3000))
      """,
      [
        directory.file("a.npy"), RepositoryFiles.npyshare, "restore", directory.file("a.npy.zst"),
      ])
    #expect(child.status == 0, "\(child.errors)")
  }
}
