import MappedFiles

/// The directory in which plain array names live.
public struct ArrayRoot: Hashable, Sendable {
  /// Its path, without a slash at the end.
  public let path: String

  /// Names a directory; it is looked at only when used.
  ///
  /// A container whose `/dev/shm` holds 64 MB may keep its arrays elsewhere, and so may a machine
  /// with a tmpfs mounted `huge=always`, on which first touch is many times faster.
  ///
  /// - Precondition: the path is not empty; that would be the root of the file system.
  public init(path: String) {
    precondition(!path.isEmpty, "the root of array names needs a path")
    guard path.utf8.last == UInt8(ascii: "/") else {
      self.path = path
      return
    }
    var path = Substring(path)
    while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
    self.path = String(path)
  }

  /// `$NPYSHARE_ROOT` as it was when this process first used it, and `/dev/shm` without it.
  public static let standard = ArrayRoot(path: Environment.value(of: "NPYSHARE_ROOT") ?? "/dev/shm")
}
