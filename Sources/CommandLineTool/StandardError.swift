import Glibc
import SystemPackage

/// Where messages go that are not the result.
enum StandardError {
  /// Whether a person is looking.
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Writes a line.
  static func print(_ line: String) {
    write(line + "\n")
  }

  /// Writes text as it is.
  ///
  /// When nobody can be told, nobody is told.
  static func write(_ text: String) {
    _ = try? FileDescriptor.standardError.writeAll(text.utf8)
  }
}
