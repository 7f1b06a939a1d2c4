import Glibc
import SystemPackage

/// Where results go.
enum StandardOutput {
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
