import Glibc
import SystemPackage

/// Taking a name away from a file.
public enum NameRemoval {
  /// Removes a name.
  ///
  /// Who has the file open or mapped keeps it, whole. The corresponding C function is `unlink`.
  ///
  /// - Throws: ``SystemCallError``; `ENOENT` where nothing is.
  public static func remove(_ path: String) throws(SystemCallError) {
    _ = try unsafe systemCall("unlink", path) { unsafe unlink($0) }
  }

  /// Removes an empty directory.
  ///
  /// The corresponding C function is `rmdir`.
  ///
  /// - Throws: ``SystemCallError``; `ENOTEMPTY` while there is something in it.
  public static func removeDirectory(_ path: String) throws(SystemCallError) {
    _ = try unsafe systemCall("rmdir", path) { unsafe rmdir($0) }
  }
}
