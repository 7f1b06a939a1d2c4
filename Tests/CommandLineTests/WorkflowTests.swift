import Foundation
import TestSupport
import Testing

/// Commands one after the other, as a person uses them.
@Suite struct WorkflowTests {
  /// The root and the working directory of the commands.
  private let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory(.shm)
  }

  private func npyshare(_ arguments: String...) throws -> ChildProcess {
    try ChildProcess.npyshare(
      arguments, environment: ["NPYSHARE_ROOT": directory.path], directory: directory.path)
  }

  private func json(_ child: ChildProcess) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(child.output.utf8), options: .fragmentsAllowed)
  }

  @Test func importedChangedByNumpyExportedAndRemoved() throws {
    let saved = try ChildProcess.python(
      "np.save(sys.argv[1], np.arange(12, dtype='>f4').reshape(3, 4).T)",
      [directory.file("in.npy")])
    #expect(saved.status == 0, "\(saved.errors)")
    #expect(try npyshare("import", "in.npy", "--as", "a").status == 0)
    let changed = try ChildProcess.python(
      "a = np.load(sys.argv[1], mmap_mode='r+'); a[1, 2] = -5", [directory.file("a")])
    #expect(changed.status == 0, "\(changed.errors)")
    #expect(try npyshare("export", "a", "./out.npy").status == 0)
    let checked = try ChildProcess.python(
      """
      b = np.arange(12, dtype='>f4').reshape(3, 4).T; b[1, 2] = -5
      a = np.load(sys.argv[1]); assert a.dtype == b.dtype and a.flags.f_contiguous
      np.testing.assert_array_equal(a, b)
      """, [directory.file("out.npy")])
    #expect(checked.status == 0, "\(checked.errors)")
    #expect(try npyshare("rm", "a", "./out.npy", "in.npy").status == 0)
    // Nothing is left but the directory whose lock a removal takes, and that is empty.
    let left = try directory.names()
    #expect(left == [".npyshare-\(geteuid())"])
    for name in left {
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory.file(name)).isEmpty)
    }
  }

  @Test func jsonIsPrintedByEveryCommand() throws {
    let created = try json(
      npyshare("create", "a", "--shape", "2,3", "--dtype", "<i2", "--fortran", "--json"))
    let object = try #require(created as? [String: Any])
    #expect(object["shape"] as? [Int] == [2, 3] && object["fortran_order"] as? Bool == true)
    #expect(object["descr"] as? String == "<i2" && object["path"] as? String == directory.file("a"))
    _ = try json(npyshare("export", "a", "./b.npy", "--json"))
    _ = try json(npyshare("import", "b.npy", "--as", "c", "--json"))
    let listed = try #require(try json(npyshare("ls", "--json")) as? [[String: Any]])
    #expect(listed.map { $0["name"] as? String } == ["a", "b.npy", "c"])
    _ = try json(npyshare("inspect", "a", "--json"))
    _ = try json(npyshare("lint", "a", "--json"))
    let removed = try #require(
      try json(npyshare("rm", "a", "c", "missing", "--json")) as? [[String: Any]])
    #expect(removed.map { $0["removed"] as? Bool } == [true, true, false])
  }

  @Test func anEmptyShapeIsASingleElement() throws {
    #expect(try npyshare("create", "a", "--shape", "", "--dtype", "<f8").status == 0)
    let child = try ChildProcess.python(
      "print(np.load(sys.argv[1], mmap_mode='r').shape)", [directory.file("a")])
    #expect(child.output == "()\n", "\(child.errors)")
  }

  @Test func aWordThatIsBothAnArrayAndAFileIsTheArrayAndThatIsSaid() throws {
    let elsewhere = try TemporaryDirectory()
    for (place, shape) in [(directory.path, "3"), (elsewhere.path, "5")] {
      let made = try ChildProcess.npyshare(
        ["create", "\(place)/both", "--shape", shape, "--dtype", "<i2"])
      #expect(made.status == 0, "\(made.errors)")
    }
    let child = try ChildProcess.npyshare(
      ["inspect", "both", "--root", directory.path], directory: elsewhere.path)
    #expect(child.output.contains("(3,)") && child.errors.contains("is both"))
    let file = try ChildProcess.npyshare(
      ["inspect", "./both", "--root", directory.path], directory: elsewhere.path)
    #expect(file.output.contains("(5,)") && file.errors.isEmpty)
  }

  @Test func aHeaderIsMendedInPlaceAndTheElementsAreNotTouched() throws {
    let valid = "\(RepositoryFiles.fixtures)/npy/valid"
    let before = try Data(contentsOf: URL(fileURLWithPath: "\(valid)/odd_python2_long.npy"))
    try before.write(to: URL(fileURLWithPath: directory.file("old.npy")))
    #expect(try npyshare("lint", "old.npy").status == 1)
    let fixed = try npyshare("lint", "--fix", "old.npy")
    #expect(fixed.status == 0 && fixed.output == "old.npy: header mended\n", "\(fixed.errors)")
    #expect(try npyshare("lint", "old.npy").status == 0)
    let child = try ChildProcess.python(
      """
      a, b = np.load(sys.argv[1]), np.load(sys.argv[2])
      assert a.dtype == b.dtype; np.testing.assert_array_equal(a, b)
      """, ["\(valid)/odd_python2_long.npy", directory.file("old.npy")])
    #expect(child.status == 0, "\(child.errors)")
    let after = try Data(contentsOf: URL(fileURLWithPath: directory.file("old.npy")))
    #expect(after.count == before.count)
  }

  @Test func whatCannotBeMendedInPlaceGoesToAnotherFile() throws {
    let made = try ChildProcess.python(
      """
      b = np.lib.format.magic(1, 0)
      t = b"{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }\\n"
      open(sys.argv[1], "wb").write(b + len(t).to_bytes(2, "little") + t + np.ones(2).tobytes() + b"tail")
      """, [directory.file("crooked.npy")])
    #expect(made.status == 0, "\(made.errors)")
    let lint = try npyshare("lint", "crooked.npy")
    #expect(lint.status == 1 && lint.output.contains("misaligned"), "\(lint.output)")
    #expect(lint.output.contains("trailing-bytes"), "\(lint.output)")
    let inPlace = try npyshare("lint", "--fix", "crooked.npy")
    #expect(inPlace.status != 0)
    let fixed = try npyshare("lint", "--fix", "crooked.npy", "--output", "straight.npy")
    #expect(fixed.status == 0, "\(fixed.output) \(fixed.errors)")
    let child = try ChildProcess.python(
      "a = np.load(sys.argv[1], mmap_mode='r'); assert a.tolist() == [1, 1] and a.flags.aligned",
      [directory.file("straight.npy")])
    #expect(child.status == 0, "\(child.errors)")
  }

  @Test func rawElementsComeInWithTheirTypeAndGoOutBare() throws {
    try Data((0..<12).map { UInt8($0) }).write(to: URL(fileURLWithPath: directory.file("raw")))
    #expect(
      try npyshare("import", "raw", "--as", "a", "--raw", "--dtype", "<u2", "--shape", "3,2")
        .status == 0)
    #expect(try npyshare("export", "a", "./bare", "--raw", "--durable").status == 0)
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: directory.file("bare")))
        == Data(contentsOf: URL(fileURLWithPath: directory.file("raw"))))
  }

  @Test func aSparseArrayOf100GiBIsMadeInspectedAndRemovedAtOnce() throws {
    #expect(
      try npyshare("create", "big", "--shape", "107374182400", "--dtype", "|u1", "--sparse").status
        == 0)
    let child = try npyshare("inspect", "big")
    #expect(child.status == 0 && child.output.contains("107374182400 elements"))
    #expect(try npyshare("rm", "big").status == 0)
  }

  @Test func oneFileThatCannotBeMendedDoesNotKeepTheOthersFromIt() throws {
    let fixtures = "\(RepositoryFiles.fixtures)/npy"
    for (name, source) in [("a", "invalid/data_missing"), ("b", "valid/odd_python2_long")] {
      try FileManager.default.copyItem(
        atPath: "\(fixtures)/\(source).npy", toPath: directory.file("\(name).npy"))
    }
    try Data("not an array".utf8).write(to: URL(fileURLWithPath: directory.file("0.npy")))
    let fixed = try npyshare("lint", "--fix", ".")
    #expect(fixed.status == 1)
    #expect(
      fixed.output.contains("./b.npy: header mended") && !fixed.output.contains("a.npy: header"),
      "\(fixed.output)")
    #expect(try npyshare("lint", "b.npy").status == 0)
  }

  @Test func aLinkIsNotMended() throws {
    let source = "\(RepositoryFiles.fixtures)/npy/valid/odd_python2_long.npy"
    try FileManager.default.copyItem(atPath: source, toPath: directory.file("target"))
    try FileManager.default.createSymbolicLink(
      atPath: directory.file("link.npy"), withDestinationPath: "target")
    let fixed = try npyshare("lint", "--fix", "link.npy")
    #expect(fixed.status == 1 && fixed.errors.contains("symbolic link"), "\(fixed.errors)")
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: directory.file("target")))
        == Data(contentsOf: URL(fileURLWithPath: source)))
  }

  @Test func aResultThatCannotBeWrittenIsAFailure() throws {
    for command in ["ls --json", "help", "inspect a"] {
      #expect(
        try npyshare("create", "a", "--shape", "2", "--dtype", "<i2", "--replace").status == 0)
      let child = try ChildProcess.run(
        "/bin/sh",
        [
          "-c",
          "\"$0\" \(command) --root \(directory.path) >/dev/full"
            .replacing("help --root \(directory.path)", with: "help"), RepositoryFiles.npyshare,
        ])
      #expect(child.status == 3, "\(command): \(child.errors)")
    }
  }

  @Test func aNameCannotGiveOrdersToTheTerminal() throws {
    try Data("x".utf8).write(to: URL(fileURLWithPath: directory.file("a\u{1B}[31mred\nFAKE")))
    let listed = try npyshare("ls")
    #expect(listed.output.contains("a\\x1b[31mred\\x0aFAKE"), "\(listed.output)")
    #expect(!listed.output.contains("\u{1B}"))
  }

  @Test func aDirectoryOfAFIFOIsInspectedWithoutTouchingIt() throws {
    _ = try ChildProcess.run("/usr/bin/mkfifo", [directory.file("pipe")])
    let writer = try RunningProcess(
      "/bin/sh", ["-c", "echo opened >&2; exec 3>\"$0\"; echo through", directory.file("pipe")])
    #expect(
      try npyshare("inspect", ".").errors == "npyshare: no .npy, .npz or .npy.zst files in '.'\n")
    #expect(try npyshare("inspect", "./pipe").status == 3)
    writer.kill()
    #expect(!writer.wait().output.contains("through"))
  }

  @Test func anExportSaysWhatItMade() throws {
    #expect(
      try npyshare("create", "a", "--shape", "10", "--dtype", "<i4", "--page-aligned").status == 0)
    for (flag, size) in [("--json", 168), ("--raw", 40)] {
      let made = try json(npyshare("export", "a", "./out", flag, "--json", "--replace"))
      #expect((made as? [String: Any])?["file_bytes"] as? Int == size)
    }
  }
}
