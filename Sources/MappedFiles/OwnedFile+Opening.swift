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
  /// - Throws: ``SystemCallError``; `ELOOP` for a link that is refused.
  public init(
    opening path: String, access: Access = .readOnly, links: Links = .refused
  ) throws(SystemCallError) {
    let flags =
      access.flags | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (links == .refused ? O_NOFOLLOW : 0)
    self.init(adopting: try unsafe systemCall("open", path) { unsafe open($0, flags) })
  }

  /// Opens a directory, to fsync it.
  ///
  /// - Throws: ``SystemCallError``; `ENOTDIR` for anything but a directory.
  init(openingDirectory path: String) throws(SystemCallError) {
    self.init(
      adopting: try unsafe systemCall("open", path) {
        unsafe open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      })
  }

  /// Makes a file without a name in a directory: it is gone with its last descriptor unless linked.
  ///
  /// - Throws: ``SystemCallError``; `EOPNOTSUPP` or `EISDIR` where the file system has no such files.
  init(unnamedIn directory: String) throws(SystemCallError) {
    self.init(
      adopting: try unsafe systemCall("open", directory) {
        unsafe open($0, shim_O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR)
      })
  }

  /// Makes a new file of mode 0600 at a path that nothing has yet.
  ///
  /// - Throws: ``SystemCallError``; `EEXIST` for a path that is taken.
  init(creating path: String) throws(SystemCallError) {
    self.init(
      adopting: try unsafe systemCall("open", path) {
        unsafe open($0, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR)
      })
  }
}
