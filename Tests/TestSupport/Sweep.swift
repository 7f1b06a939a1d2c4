import Foundation

/// How many of a program's system calls a test kills it at.
///
/// All that change what others see, and some of those that only look; all of them with
/// `NPYSHARE_SWEEP=all` in the environment.
public enum Sweep {
  /// Whether nothing is left out.
  public static let isWhole = ProcessInfo.processInfo.environment["NPYSHARE_SWEEP"] == "all"

  /// Calls that change what others see.
  public static let changing: Set<String> = [
    "linkat", "rename", "renameat2", "unlink", "mkdir", "pwrite64", "write", "fcntl", "flock",
    "fallocate", "fchmod", "fsync", "fdatasync", "ftruncate", "sendfile", "exit_group",
  ]

  /// The numbers, among those of the calls of a name, at which the program is killed.
  ///
  /// Of those that only look one in so many, the last one among them.
  public static func numbers(
    _ all: ClosedRange<Int>, of call: String, oneIn share: Int
  ) -> [Int] {
    if isWhole || changing.contains(call) { return Array(all) }
    return Array(stride(from: all.upperBound, through: all.lowerBound, by: -share))
  }
}
