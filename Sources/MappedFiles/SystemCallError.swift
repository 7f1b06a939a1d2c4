public import SystemPackage

/// A system call that the kernel refused: which one, and why.
///
/// It names no file: who asked for the operation knows what the file is to its user, and says so.
public struct SystemCallError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The call as its manual page names it, for example `mmap`.
  public let call: String
  /// The kernel's reason.
  public let errno: Errno

  /// Makes an error of a call and its reason.
  public init(_ call: String, _ errno: Errno) {
    self.call = call
    self.errno = errno
  }

  /// For example `mmap: Cannot allocate memory`.
  public var description: String { "\(call): \(errno.description)" }
}
