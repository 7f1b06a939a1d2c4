import TestSupport
import Testing

/// A tmpfs of one megabyte: what does not fit is an error with numbers, never a signal.
@Suite struct FullFileSystemTests {
  @Test func anArrayThatDoesNotFitIsRefusedWithTheNumbersAndARemedy() throws {
    let child = try SmallFileSystem.run(
      """
      npyshare create big --shape 10000000 --dtype '|u1'; echo "status $?"; ls -A "$root"
      """)
    #expect(child.output == "status 3\n")
    #expect(
      child.errors.contains("cannot create 'big': needs 9.5 MiB, ")
        && child.errors.contains(" has 1 MiB free; use a file path or free space (npyshare ls)"),
      "\(child.errors)")
  }

  @Test func theSecondOfTwoArraysThatFitOnlyOneByOneIsRefused() throws {
    let child = try SmallFileSystem.run(
      """
      npyshare create a --shape 716800 --dtype '|u1' >/dev/null; echo "status $?"
      npyshare create b --shape 716800 --dtype '|u1' >/dev/null; echo "status $?"
      ls -A "$root"
      """)
    #expect(child.output == "status 0\nstatus 3\na\n")
    #expect(child.errors.contains("'b': needs 700 KiB"), "\(child.errors)")
  }

  /// A directory with a file `big.npy` of so many bytes of elements.
  private static func source(of bytes: Int) throws -> TemporaryDirectory {
    let source = try TemporaryDirectory()
    let made = try ChildProcess.npyshare([
      "create", source.file("big.npy"), "--shape", "\(bytes)", "--dtype", "|u1",
    ])
    #expect(made.status == 0, "\(made.errors)")
    return source
  }

  @Test func anImportThatDoesNotFitLeavesNothing() throws {
    let source = try Self.source(of: 10_000_000)
    let child = try SmallFileSystem.run(
      """
      npyshare import '\(source.file("big.npy"))' --as big; echo "status $?"
      npyshare import '\(source.file("big.npy"))' --as "file:$root/big.npy"; echo "status $?"
      ls -A "$root"
      """)
    #expect(child.output == "status 3\nstatus 3\n")
    #expect(child.errors.contains("cannot import 'big': needs 9.5 MiB"), "\(child.errors)")
  }

  @Test func aReplacementThatDoesNotFitKeepsTheOldArray() throws {
    let source = try Self.source(of: 700_000)
    let child = try SmallFileSystem.run(
      """
      npyshare create a --shape 600000 --dtype '|u1' >/dev/null
      before=$(cksum < "$root/a")
      npyshare import '\(source.file("big.npy"))' --as a --replace; echo "status $?"
      test "$before" = "$(cksum < "$root/a")" && echo kept
      ls -A "$root"
      """)
    #expect(child.output == "status 3\nkept\na\n")
  }

  /// A directory with a file `big.npy` of so many bytes of noise, and its snapshot.
  private static func noise(of bytes: Int) throws -> TemporaryDirectory {
    let source = try TemporaryDirectory()
    let made = try ChildProcess.python(
      "np.save(sys.argv[1], np.random.default_rng(1).bytes(int(sys.argv[2])))",
      [source.file("big.npy"), "\(bytes)"])
    #expect(made.status == 0, "\(made.errors)")
    let taken = try ChildProcess.npyshare([
      "snapshot", source.file("big.npy"), source.file("big.npy.zst"),
    ])
    #expect(taken.status == 0, "\(taken.errors)")
    return source
  }

  @Test func aSnapshotThatDoesNotFitLeavesTheOldOne() throws {
    let source = try Self.noise(of: 3_000_000)
    let child = try SmallFileSystem.run(
      """
      npyshare create small --shape 1000 --dtype '<f4' >/dev/null
      npyshare snapshot small "$root/a.npy.zst" >/dev/null
      before=$(cksum < "$root/a.npy.zst")
      for options in "" --single-frame --no-compression "--frame 64"; do
        npyshare snapshot '\(source.file("big.npy"))' "$root/b.npy.zst" $options; echo "status $?"
        npyshare snapshot '\(source.file("big.npy"))' "$root/a.npy.zst" --replace $options
        echo "status $?"
        test "$before" = "$(cksum < "$root/a.npy.zst")" && echo kept
      done
      ls -A "$root"
      """)
    #expect(
      child.output == String(repeating: "status 3\nstatus 3\nkept\n", count: 4)
        + "a.npy.zst\nsmall\n")
    #expect(child.errors.contains("b.npy.zst': needs 2.9 MiB, "), "\(child.errors)")
  }

  @Test func aRestorationThatDoesNotFitLeavesTheOldArray() throws {
    let source = try Self.noise(of: 3_000_000)
    let child = try SmallFileSystem.run(
      """
      npyshare create a --shape 1000 --dtype '<f4' >/dev/null
      before=$(cksum < "$root/a")
      npyshare restore '\(source.file("big.npy.zst"))' --as b; echo "status $?"
      npyshare restore '\(source.file("big.npy.zst"))' --as a --replace; echo "status $?"
      test "$before" = "$(cksum < "$root/a")" && echo kept
      ls -A "$root"
      """)
    #expect(child.output == "status 3\nstatus 3\nkept\na\n")
    #expect(child.errors.contains("cannot restore 'b': needs 2.9 MiB, "), "\(child.errors)")
  }

  @Test func aCopyThatDoesNotFitIntoMemoryIsRefusedWithTheNumbers() throws {
    let source = try Self.noise(of: 3_000_000)
    let child = try SmallFileSystem.run(
      """
      npyshare snapshot '\(source.file("big.npy"))' '\(source.file("new.npy.zst"))' \
        --consistency leased --spool
      echo "status $?"; ls -A "$root"; echo "$root"
      """)
    let lines = child.output.split(separator: "\n")
    #expect(lines.count == 2 && lines.first == "status 3", "\(child.output)")
    let root = lines.last ?? ""
    #expect(
      child.errors.contains("in \(root): it needs 2.9 MiB, and 1 MiB are free"),
      "\(child.errors)")
    #expect(try source.names() == ["big.npy", "big.npy.zst"])
  }

  @Test func aFileSizeLimitIsAnErrorAndNotASignal() throws {
    let directory = try TemporaryDirectory()
    let child = try ChildProcess.run(
      "/bin/sh",
      [
        "-c", #"ulimit -f 100; "$0" create "$1" --shape 1000000 --dtype '|u1'; echo "status $?""#,
        RepositoryFiles.npyshare, directory.file("a.npy"),
      ])
    #expect(child.output == "status 3\n")
    #expect(child.errors.contains("File too large"), "\(child.errors)")
    #expect(try directory.names().isEmpty)
  }
}
