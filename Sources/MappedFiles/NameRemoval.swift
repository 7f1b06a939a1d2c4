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
}
