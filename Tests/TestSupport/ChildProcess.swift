import Foundation

/// What another process did.
public struct ChildProcess: Sendable {
  /// Its exit code, or minus the signal that ended it.
  public let status: Int32
  /// What it wrote to standard output.
  public let output: String
  /// What it wrote to standard error.
  public let errors: String

  /// Runs a program to its end.
  ///
  /// An environment given is added to this process's own.
  ///
  /// - Throws: when the program cannot be started.
  public static func run(
    _ program: String, _ arguments: [String], environment: [String: String] = [:],
    directory: String? = nil
  ) throws -> ChildProcess {
    let child = try RunningProcess(
      program, arguments, environment: environment, directory: directory)
    return child.wait()
  }

  /// Runs a piece of Python with numpy imported as `np` and the arguments in `sys.argv[1:]`.
  public static func python(_ source: String, _ arguments: [String] = []) throws -> ChildProcess {
    try run(
      RepositoryFiles.python, ["-c", "import sys, numpy as np\n" + source] + arguments)
  }

  /// Runs the command `npyshare`.
  public static func npyshare(
    _ arguments: [String], environment: [String: String] = [:], directory: String? = nil
  ) throws -> ChildProcess {
    try run(
      RepositoryFiles.npyshare, arguments, environment: environment, directory: directory)
  }
}
