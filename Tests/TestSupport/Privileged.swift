/// What only root may do.
public enum Privileged {
  /// Runs a command as root: at once for root, with `sudo` for others.
  ///
  /// - Throws: when the command fails.
  public static func run(_ command: [String]) throws {
    let isRoot = try ChildProcess.run("/usr/bin/id", ["-u"]).output == "0\n"
    let child = try ChildProcess.run(
      "/usr/bin/env", isRoot ? command : ["sudo", "-n"] + command)
    guard child.status == 0 else { throw CommandFailed(arguments: command, child: child) }
  }
}
