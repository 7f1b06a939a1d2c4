/// What only root may do.
public enum Privileged {
  /// Runs a command as root: at once for root, with `sudo` for others.
  ///
  /// - Throws: when the command fails.
  public static func run(_ command: [String]) throws {
    let child = try ChildProcess.run("/usr/bin/env", arguments(command))
    guard child.status == 0 else { throw CommandFailed(arguments: command, child: child) }
  }

  /// The arguments of `env` that run a command as root.
  ///
  /// - Throws: when it cannot be told who this is.
  public static func arguments(_ command: [String]) throws -> [String] {
    let isRoot = try ChildProcess.run("/usr/bin/id", ["-u"]).output == "0\n"
    return isRoot ? command : ["sudo", "-n"] + command
  }

  /// The arguments of `env` that run a command as a user who owns nothing.
  ///
  /// - Throws: when it cannot be told who this is.
  public static func argumentsAsNobody(_ command: [String]) throws -> [String] {
    try arguments(
      ["setpriv", "--reuid=\(nobody)", "--regid=\(nobody)", "--clear-groups"] + command)
  }

  /// That user.
  public static let nobody: UInt32 = 65534
}
