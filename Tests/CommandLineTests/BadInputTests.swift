import Foundation
import TestSupport
import Testing

/// What a person or a broken program may hand to the command: each a line that names the thing and
/// the reason, an exit code that says whose fault it is, and nothing created, changed or removed.
@Suite struct BadInputTests {
  /// Runs in a directory with a good array `good.npy`, which is also the root.
  private static func run(
    _ arguments: [String], status: Int32, says text: String, setup: String = "true",
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let directory = try TemporaryDirectory(.shm)
    let made = try ChildProcess.npyshare(
      ["create", "./good.npy", "--shape", "4", "--dtype", "<i4"], directory: directory.path)
    #expect(made.status == 0, "\(made.errors)")
    let prepared = try ChildProcess.run("/bin/sh", ["-c", setup], directory: directory.path)
    #expect(prepared.status == 0, "\(prepared.errors)")
    let before = try digest(directory)
    let child = try ChildProcess.npyshare(
      arguments, environment: ["NPYSHARE_ROOT": directory.path], directory: directory.path)
    let what = arguments.joined(separator: " ")
    #expect(child.status == status, "\(what): \(child.errors)", sourceLocation: sourceLocation)
    #expect(
      child.errors.contains(text), "\(what): \(child.errors)", sourceLocation: sourceLocation)
    if status == 3 {
      let lines = child.errors.split(separator: "\n")
      #expect(lines.count == 1, "\(what): \(child.errors)", sourceLocation: sourceLocation)
    }
    #expect(try digest(directory) == before, "\(what)", sourceLocation: sourceLocation)
  }

  /// Names, kinds and contents of everything in a directory.
  private static func digest(_ directory: TemporaryDirectory) throws -> String {
    try ChildProcess.run(
      "/bin/sh", ["-c", "ls -lAn --time-style=+ .; find . -type f | sort | xargs cksum"],
      directory: directory.path
    ).output
  }

  @Test(arguments: [
    ".hidden", "..", "shm:a/b", "shm:", String(repeating: "x", count: 256), "./",
    "./" + String(repeating: "x", count: 256),
  ])
  func aTextThatIsNoLocationIsBadUsage(location: String) throws {
    let reason = "is not a location"
    try Self.run(
      ["create", location, "--shape", "3", "--dtype", "<f4"], status: 2, says: reason)
    try Self.run(["import", "good.npy", "--as", location], status: 2, says: reason)
    try Self.run(["export", location, "out.npy"], status: 2, says: reason)
    try Self.run(["rm", location], status: 2, says: reason)
    try Self.run(["rm", "good.npy", location], status: 2, says: reason)
  }

  @Test(arguments: [
    (["create", "a", "--shape", "3,x", "--dtype", "<f4"], "'3,x' is not a shape"),
    (["create", "a", "--shape", "-3", "--dtype", "<f4"], "shape"),
    (["create", "a", "--shape", "3", "--dtype", "f5"], "'f5' is not a dtype"),
    (["create", "a", "--shape", "3"], "--dtype"),
    (["create", "a", "--shape", "3", "--dtype", "<f4", "--mode", "888"], "'888' is not a mode"),
    (["import", "good.npy", "--as", "a", "--raw"], "--raw needs --dtype and --shape"),
    (["import", "good.npy", "--as", "a", "--shape", "3"], "go with --raw"),
    (["import", "good.npy"], "--as"),
    (["lint", "good.npy", "--output", "x"], "--output goes with --fix"),
    (["inspect", "good.npy", "--slice", "1:x"], "'1:x' is not a slice"),
    (["inspect", "./good.npy", "--slice", "9"], "index 9 is out of bounds for axis 0 with size 4"),
    (["inspect", "./good.npy", "--slice", "0,0"], "2 indices for an array of 1 dimensions"),
    (["diff", "good.npy"], "second"),
    (["diff", "good.npy", "good.npy", "--rtol=-1"], "'-1' is not a tolerance"),
    (["diff", "good.npy", "good.npy", "--atol", "nan"], "'nan' is not a tolerance"),
    (["frobnicate"], "frobnicate"),
    (["ls", "--colour"], "--colour"),
    (["rm", "good.npy", "--root", ""], "--root needs a directory"),
  ])
  func badUsageExitsWith2(arguments: [String], text: String) throws {
    try Self.run(arguments, status: 2, says: text)
  }

  @Test(
    arguments: [
      (
        ["create", "good.npy", "--shape", "3", "--dtype", "<f4"], "'good.npy' exists already",
        "true"
      ),
      (["create", "a", "--shape", "3", "--dtype", "O"], "Python objects", "true"),
      (
        ["create", "a", "--shape", "4611686018427387904,4", "--dtype", "<f8"], "cannot create 'a'",
        "true"
      ),
      (["create", "no/where.npy", "--shape", "3", "--dtype", "<f4"], "no directory 'no'", "true"),
      (["import", "missing.npy", "--as", "a"], "'missing.npy' does not exist", "true"),
      (["import", "folder", "--as", "a"], "'folder' is a directory", "mkdir folder"),
      (["import", "pipe", "--as", "a"], "'pipe' is a FIFO", "mkfifo pipe"),
      (["import", "empty", "--as", "a"], "'empty' is not a readable .npy file", ": > empty"),
      (["import", "text", "--as", "a"], "'text' is not a readable .npy file", "echo hello > text"),
      (
        ["import", "short.npy", "--as", "a"], "'short.npy' has 143 bytes but its header says 144",
        "head -c 143 good.npy > short.npy"
      ),
      (
        ["import", "cut.npy", "--as", "a"], "'cut.npy' is not a readable .npy file",
        "head -c 100 good.npy > cut.npy"
      ),
      (
        ["import", "long.npy", "--as", "a"], "'long.npy' is not a readable .npy file",
        #"printf '\223NUMPY\002\000\377\377\377\377{' > long.npy"#
      ),
      (["import", "good.npy", "--as", "good.npy"], "exists already", "true"),
      (
        ["import", "good.npy", "--as", "folder", "--replace"], "'folder' is a directory",
        "mkdir folder"
      ),
      (
        ["import", "good.npy", "--as", "link", "--replace"], "'link' is a symbolic link",
        "ln -s good.npy link"
      ),
      (
        ["import", "good.npy", "--as", "a", "--raw", "--dtype", "<i4", "--shape", "4"],
        "'good.npy' has 144 bytes, but the shape and the dtype need 16", "true"
      ),
      (["export", "missing", "out.npy"], "there is no 'missing' in ", "true"),
      (["export", "link", "out.npy"], "'link' is a symbolic link", "ln -s good.npy link"),
      (["export", "pipe", "out.npy"], "'pipe' is a FIFO", "mkfifo pipe"),
      (["export", "good.npy", "good.npy"], "exists already", "true"),
      (["rm", "missing"], "there is no 'missing' in ", "true"),
      (["rm", "folder"], "'folder' is a directory", "mkdir folder"),
      (["rm", "link"], "'link' is a symbolic link", "ln -s good.npy link"),
      (["rm", "text"], "'text' is no .npy image", "echo hello > text"),
      (["ls", "--root", "/no/where"], "'/no/where' does not exist", "true"),
      (["inspect", "./pipe"], "'./pipe' is a FIFO", "mkfifo pipe"),
      (["inspect", "--stats", "./pipe"], "'./pipe' is a FIFO", "mkfifo pipe"),
      (
        ["inspect", "--stats", "./short.npy"],
        "'./short.npy' has 143 bytes but its header says 144",
        "head -c 143 good.npy > short.npy"
      ),
      (["diff", "./good.npy", "missing"], "'missing' does not exist", "true"),
      (["diff", "./good.npy", "./folder"], "'./folder' is a directory", "mkdir folder"),
      (["diff", "./good.npy", "./pipe"], "'./pipe' is a FIFO", "mkfifo pipe"),
    ] as [([String], String, String)])
  func aFailedOperationExitsWith3(arguments: [String], text: String, setup: String) throws {
    try Self.run(arguments, status: 3, says: text, setup: setup)
  }

  @Test func anotherUsersArrayIsNotExportedUnlessAskedFor() throws {
    let directory = try TemporaryDirectory(.shm)
    let root = ["--root", directory.path]
    let made = try ChildProcess.npyshare(
      ["create", "a", "--shape", "4", "--dtype", "<i4", "--mode", "644"] + root)
    #expect(made.status == 0, "\(made.errors)")
    try Privileged.run(["chown", "12345", directory.file("a")])
    let refused = try ChildProcess.npyshare(["export", "a", directory.file("b")] + root)
    #expect(refused.status == 3 && refused.errors.contains("belongs to user 12345"))
    let allowed = try ChildProcess.npyshare(
      ["export", "a", directory.file("b"), "--any-owner"] + root)
    #expect(allowed.status == 0, "\(allowed.errors)")
  }
}
