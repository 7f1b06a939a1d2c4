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
