import CShims
import Glibc

extension OwnedFile {
  /// What an opened file may be used for.
  public enum Access: Sendable {
    case readOnly
    case readWrite

    var flags: Int32 { self == .readOnly ? O_RDONLY : O_RDWR }
  }

  /// Whether a symbolic link as the last component of a path is followed.
  public enum Links: Sendable {
    case refused
    case followed
  }

  /// Opens a file that exists.
  ///
  /// It never creates, never waits (a FIFO without a writer opens at once) and closes on exec.
  /// The corresponding C function is `open`.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - access: what it may be used for.
  ///   - links: whether a link is followed.
  ///   - isLocking: whether locks will be held on it for more than a moment: a forked child does
  ///     not inherit them (``ProcessForks``).
  /// - Throws: ``SystemCallError``; `ELOOP` for a link that is refused.
  public init(
    opening path: String, access: Access = .readOnly, links: Links = .refused,
    isLocking: Bool = false
  ) throws(SystemCallError) {
    let flags =
      access.flags | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (links == .refused ? O_NOFOLLOW : 0)
    self.init(
      adopting: try unsafe Self.open(path, isLocking) { unsafe Glibc.open($0, flags) },
      isLocking: isLocking)
  }

  /// Opens a file once more, whatever its names are by now, to hold locks on it of its own.
  ///
  /// Where that cannot be done (there is no `/proc`, or the file's mode allows its owner less by now)
  /// it is another descriptor of the same open file, whose locks are shared with it.
  ///
  /// - Throws: ``SystemCallError``.
  public init(reopening file: borrowing OwnedFile) throws(SystemCallError) {
    let descriptor = file.descriptor
    let access = try systemCall("fcntl(F_GETFL)") { fcntl(descriptor, F_GETFL) } & O_ACCMODE
    let flags = access | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
    let reopened = try? unsafe Self.open("/proc/self/fd/\(descriptor)", true) {
      unsafe Glibc.open($0, flags)
    }
    if let reopened {
      self.init(adopting: reopened, isLocking: true)
      return
    }
    self.init(
      adopting: try systemCall("fcntl(F_DUPFD_CLOEXEC)") {
        LockingDescriptors.current.open { fcntl(descriptor, F_DUPFD_CLOEXEC, 0) }
      }, isLocking: true)
  }

  /// Opens whatever a path leads to, a link included, to ask what it is and for nothing else.
  ///
  /// - Throws: ``SystemCallError``; `ENOENT` where nothing is.
  public init(locating path: String) throws(SystemCallError) {
    self.init(
      adopting: try unsafe systemCall("open", path) {
        unsafe Glibc.open($0, shim_O_PATH | O_NOFOLLOW | O_CLOEXEC)
      })
  }

  /// Opens a directory, no link, to hold its lock.
  init(lockingDirectory path: String) throws(SystemCallError) {
    self.init(
      adopting: try unsafe Self.open(path, true) {
        unsafe Glibc.open($0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      }, isLocking: true)
  }

  private static func open(
    _ path: String, _ isLocking: Bool, _ call: (UnsafePointer<CChar>) -> Int32
  ) throws(SystemCallError) -> Int32 {
    try unsafe systemCall("open", path) { path in
      isLocking ? LockingDescriptors.current.open { unsafe call(path) } : unsafe call(path)
    }
  }

  /// Opens a directory, to fsync it.
  ///
  /// - Throws: ``SystemCallError``; `ENOTDIR` for anything but a directory.
  init(openingDirectory path: String) throws(SystemCallError) {
    self.init(
      adopting: try unsafe systemCall("open", path) {
        unsafe Glibc.open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      })
  }

  /// Makes a file without a name in a directory: it is gone with its last descriptor unless linked.
  ///
  /// - Throws: ``SystemCallError``; `EOPNOTSUPP` or `EISDIR` where the file system has no such files.
  package init(unnamedIn directory: String) throws(SystemCallError) {
    self.init(
      adopting: try unsafe Self.open(directory, true) {
        unsafe Glibc.open($0, shim_O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR)
      }, isLocking: true)
  }

  /// Makes a new file of mode 0600 at a path that nothing has yet.
  ///
  /// - Throws: ``SystemCallError``; `EEXIST` for a path that is taken.
  init(creating path: String) throws(SystemCallError) {
    self.init(
      adopting: try unsafe Self.open(path, true) {
        unsafe Glibc.open(
          $0, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR)
      }, isLocking: true)
  }
}
