/// A file system of its own that is nearly full.
public enum SmallFileSystem {
  /// Runs shell commands with a fresh tmpfs of one megabyte mounted on a directory that only they
  /// see, and which is the root of plain names.
  ///
  /// - Parameter script: shell commands; `$root` is the directory, `npyshare` the command,
  ///   `$APPENDER` the program that makes arrays longer and `$OWNER` the one that owns arrays.
  /// - Returns: what the shell did.
  /// - Throws: when the shell cannot be started.
  public static func run(_ script: String) throws -> ChildProcess {
    let directory = try TemporaryDirectory()
    let isRoot = try ChildProcess.run("/usr/bin/id", ["-u"]).output == "0\n"
    let setup = """
      set -e; root=$1
      mount -t tmpfs -o size=1m tmpfs "$root"
      npyshare() { "$NPYSHARE" "$@"; }
      export NPYSHARE_ROOT="$root"
      set +e
      """
    return try ChildProcess.run(
      "/usr/bin/unshare",
      ["--mount"] + (isRoot ? [] : ["--map-root-user"])
        + ["sh", "-c", setup + "\n" + script, "sh", directory.path],
      environment: [
        "NPYSHARE": RepositoryFiles.npyshare, "APPENDER": RepositoryFiles.arrayAppender,
        "OWNER": RepositoryFiles.arrayOwner,
      ])
  }
}
