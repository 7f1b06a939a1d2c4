import Glibc
import NPYShare
import SystemPackage

/// Where results go.
enum StandardOutput {
  /// The width of the terminal that results go to; nil when they go elsewhere.
  static var columns: Int? {
    isatty(STDOUT_FILENO) == 1 ? Terminal.columns(of: STDOUT_FILENO) ?? 80 : nil
  }

  /// Lets go of what has been printed: a result that cannot be delivered is no success.
  ///
  /// - Throws: `Outcome.operationFailed`, when it could not all be written.
  static func finish() throws {
    // Every stream: a program has no other way to name this one without sharing a global variable.
    guard fflush(nil) == 0 else {
      let reason = errno
      StandardError.print("npyshare: cannot write the result: \(Errno(rawValue: reason))")
      throw Outcome.operationFailed
    }
  }
}
