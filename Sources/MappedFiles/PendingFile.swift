import CShims
import Glibc
import SystemPackage

/// A file that is being written and that no one else can see: it gets its name complete, or never.
///
/// It has no name at all (`O_TMPFILE`), so that nothing is left of it when its writer dies. Where
/// the file system has no nameless files it has a temporary one, which the next operation in the
/// directory removes if its writer died.
public struct PendingFile: ~Copyable, Sendable {
  /// The file to fill.
  public let file: OwnedFile
  private let directory: String
  private let temporaryName: TemporaryName?

  /// Begins a file in the directory that it will be published in.
  ///
  /// Its mode is 0600.
  ///
  /// - Throws: ``SystemCallError``; `ENOENT` for a directory that is not there.
  public init(in directory: String) throws(SystemCallError) {
    self.directory = directory
    do {
      file = try OwnedFile(unnamedIn: directory)
      temporaryName = nil
    } catch
      where error.errno == .notSupported || error.errno == .isDirectory
    {
      var path = TemporaryName.random(in: directory)
      var made = try OwnedFile(creating: path)
      var name = try TemporaryName(of: made, at: path)
      while name == nil {
        path = TemporaryName.random(in: directory)
        made = try OwnedFile(creating: path)
        name = try TemporaryName(of: made, at: path)
      }
      file = made
      temporaryName = name
    }
  }

  /// What happens when the name is taken.
  public enum Conflict: Sendable {
    /// The publication is refused with `EEXIST`.
    case refuse
    /// The new file takes the name; who has the old one open or mapped keeps it whole.
    case replace
  }

  /// Reserves room for `bytes` bytes of zeros, so that filling a mapping cannot run out of it.
  ///
  /// - Throws: ``SystemCallError``; `ENOSPC` when there is no room.
  /// - Complexity: O(`bytes`) on tmpfs, about 0.24 s a GiB.
  public func reserve(_ bytes: Int) throws(SystemCallError) {
    try file.reserve(0..<bytes)
  }

  /// Makes the file `bytes` bytes of zeros without any room behind them.
  ///
  /// - Important: Storing into a mapping of it ends the process with SIGBUS when the file system
  ///   is full by then.
  /// - Throws: ``SystemCallError``; `EFBIG` where no file can be so long.
  public func setSparseSize(_ bytes: Int) throws(SystemCallError) {
    try file.setSize(bytes)
  }

  /// Gives the file its name, in one step: until then nobody sees anything, afterwards everything.
  ///
  /// - Parameters:
  ///   - name: the last component of its path.
  ///   - conflict: what to do when the name is taken.
  ///   - permissions: the mode of the file, whatever the umask is.
  ///   - durable: whether to return only when the bytes and the name are on the disk.
  /// - Returns: the published file, still open for reading and writing.
  /// - Throws: ``SystemCallError``; nothing is left of the file then, and what had the name keeps
  ///   it, except that a failed fsync of the directory leaves the name in doubt.
  public consuming func publish(
    as name: String, onConflict conflict: Conflict = .refuse, permissions: UInt32 = 0o600,
    durable: Bool = false
  ) throws(SystemCallError) -> OwnedFile {
    let path = "\(directory)/\(name)"
    _ = try systemCall("fchmod") { fchmod(file.descriptor, permissions) }
    if durable { _ = try systemCall("fsync") { fsync(file.descriptor) } }
    // Opened before the name stands: afterwards only the disk itself can fail.
    let parent = durable ? try OwnedFile(openingDirectory: directory) : nil
    if let name = consume temporaryName {
      try name.rename(to: path, conflict)
      try file.unlock(TemporaryName.lockedBytes)
    } else if conflict == .replace {
      try TemporaryName(linking: file, in: directory).rename(to: path, .replace)
      try file.unlock(TemporaryName.lockedBytes)
    } else {
      try file.link(to: path)
    }
    if let parent { _ = try systemCall("fsync") { fsync(parent.descriptor) } }
    return file
  }

  /// Removes what writers that died have left in a directory.
  ///
  /// Costs a listing of the directory.
  ///
  /// - Throws: ``SystemCallError``; `ENOENT` for a directory that is not there.
  public static func removeAbandoned(in directory: String) throws(SystemCallError) {
    try TemporaryName.removeAbandoned(in: directory)
  }
}

extension OwnedFile {
  /// Gives a file a name, its first or one more; `EEXIST` when it is taken.
  package func link(to path: String) throws(SystemCallError) {
    do {
      _ = try unsafe systemCall("linkat", path) {
        unsafe linkat(descriptor, "", AT_FDCWD, $0, shim_AT_EMPTY_PATH)
      }
    } catch
      where error.errno == .noSuchFileOrDirectory || error.errno == .notPermitted
    {
      // Kernels before 6.10 want a privilege for that; this way wants /proc.
      _ = try systemCall("linkat") {
        unsafe linkat(
          AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, path, AT_SYMLINK_FOLLOW)
      }
    }
  }
}
