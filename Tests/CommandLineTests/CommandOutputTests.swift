import Foundation
import TestSupport
import Testing

/// The whole of what commands print, against `Fixtures/cli`.
///
/// To write the files anew, run the tests with `NPYSHARE_WRITE_FIXTURES=1` and read the difference.
@Suite struct CommandOutputTests {
  /// Runs in `Fixtures`, so that paths are the same everywhere.
  @Test(
    arguments: [
      ("inspect-one", ["inspect", "npy/valid/odd_python2_long.npy"], 1),
      ("inspect-bytes", ["inspect", "--bytes", "npy/valid/f4_big_endian_fortran.npy"], 0),
      ("inspect-json", ["inspect", "--json", "npy/valid/f4_big_endian.npy", "npz/stored.npz"], 0),
      (
        "inspect-several", ["inspect", "npy/valid/b1.npy", "npy/invalid/data_missing.npy", "npz"], 1
      ),
      ("inspect-snapshot", ["inspect", "snapshots/good/true_type.npy.zst"], 0),
      ("inspect-snapshots", ["inspect", "snapshots/good", "snapshots/foreign"], 1),
      (
        "inspect-snapshot-json",
        [
          "inspect", "--json", "snapshots/good/elements.npy.zst",
          "snapshots/foreign/no_size.npy.zst", "snapshots/hostile/truncated.npy.zst",
        ], 1
      ),
      (
        "verify",
        [
          "verify", "--digest", "snapshots/good/elements.npy.zst",
          "snapshots/foreign/no_checksum.npy.zst", "snapshots/foreign/altered_words.npy.zst",
          "snapshots/hostile/bit_flip.npy.zst",
        ], 1
      ),
      (
        "verify-json",
        ["verify", "--json", "snapshots/good/zeros.npy.zst", "snapshots/hostile/bit_flip.npy.zst"],
        1
      ),
      ("inspect-npz", ["inspect", "npz/stored.npz"], 0),
      ("inspect-stats", ["inspect", "--stats", "npy/valid/f4_big_endian_fortran.npy"], 0),
      (
        "inspect-stats-json",
        ["inspect", "--stats", "--json", "npy/valid/f4_big_endian.npy", "npy/valid/b1.npy"], 0
      ),
      ("inspect-stats-fields", ["inspect", "--stats", "npy/valid/6_fields.npy"], 0),
      (
        "inspect-slice", ["inspect", "--slice", "::-1, 1:", "npy/valid/f4_big_endian_fortran.npy"],
        0
      ),
      ("inspect-plot", ["inspect", "--plot", "auto", "npy/valid/f4_big_endian_fortran.npy"], 0),
      (
        "inspect-plot-histogram",
        ["inspect", "--plot", "histogram", "npy/valid/i2_big_endian.npy"], 0
      ),
      ("inspect-field", ["inspect", "--field", "field_1", "npy/valid/6_fields.npy"], 0),
      ("inspect-no-field", ["inspect", "--field", "z", "npy/valid/6_fields.npy"], 2),
      ("inspect-plot-text", ["inspect", "--plot", "auto", "npy/valid/S5.npy"], 2),
      ("diff-equal", ["diff", "npy/valid/f4_big_endian.npy", "npy/valid/f2_big_endian.npy"], 0),
      ("diff", ["diff", "npy/valid/f4_big_endian.npy", "npy/valid/b1.npy"], 1),
      ("diff-json", ["diff", "--json", "npy/valid/f4_big_endian.npy", "npy/valid/b1.npy"], 1),
      (
        "diff-tolerance",
        ["diff", "--atol", "3.5", "npy/valid/f4_big_endian.npy", "npy/valid/b1.npy"], 1
      ),
      ("diff-shapes", ["diff", "npy/valid/f4_big_endian.npy", "npy/valid/6_fields.npy"], 1),
      ("lint-invalid", ["lint", "npy/invalid"], 1),
      ("lint-json", ["lint", "--json", "npy/invalid/shape_overflow.npy"], 1),
      ("help", ["help"], 0),
      ("help-create", ["help", "create"], 0),
      ("help-import", ["help", "import"], 0),
      ("help-export", ["help", "export"], 0),
      ("help-ls", ["help", "ls"], 0),
      ("help-who", ["help", "who"], 0),
      ("help-inspect", ["help", "inspect"], 0),
      ("help-diff", ["help", "diff"], 0),
      ("help-lint", ["help", "lint"], 0),
      ("help-rm", ["help", "rm"], 0), ("help-collect", ["help", "collect"], 0),
      ("help-queue", ["help", "queue"], 0),
      ("help-queue-create", ["help", "queue", "create"], 0),
      ("help-queue-ls", ["help", "queue", "ls"], 0),
      ("help-queue-show", ["help", "queue", "show"], 0),
      ("help-queue-drain", ["help", "queue", "drain"], 0),
      ("help-queue-close", ["help", "queue", "close"], 0),
      ("help-queue-rm", ["help", "queue", "rm"], 0),
      ("help-snapshot", ["help", "snapshot"], 0),
      ("help-restore", ["help", "restore"], 0),
      ("help-verify", ["help", "verify"], 0),
    ] as [(String, [String], Int)])
  func isTheTextOfTheFixture(name: String, arguments: [String], status: Int) throws {
    let child = try ChildProcess.npyshare(
      arguments, environment: ["COLUMNS": "80"], directory: RepositoryFiles.fixtures)
    #expect(Int(child.status) == status, "\(child.errors)")
    // What a file takes on the disk is the disk's business.
    let output = child.output.replacing(#/"resident_bytes": \d+/#, with: #""resident_bytes": 0"#)
      .replacing(#/, [\d.]+ [A-Za-z]+ resident/#, with: ", … resident")
    let file = "\(RepositoryFiles.fixtures)/cli/\(name).txt"
    if ProcessInfo.processInfo.environment["NPYSHARE_WRITE_FIXTURES"] != nil {
      try output.write(toFile: file, atomically: true, encoding: .utf8)
    }
    #expect(output == (try String(contentsOfFile: file, encoding: .utf8)), "\(name)")
  }

  @Test func completionsAreThereForThreeShells() throws {
    for shell in ["bash", "zsh", "fish"] {
      let child = try ChildProcess.npyshare(["--generate-completion-script", shell])
      #expect(child.status == 0 && child.output.contains("inspect"), "\(shell): \(child.errors)")
    }
  }

  @Test func everyCommandHasAnExampleInItsHelp() throws {
    for command in [
      "create", "import", "export", "ls", "who", "inspect", "diff", "lint", "snapshot",
      "restore", "verify", "rm", "queue",
    ] {
      let child = try ChildProcess.npyshare(["help", command])
      #expect(child.output.contains("Example: npyshare \(command)"), "\(command)")
    }
  }
}
