import Glibc
import SystemPackage

/// The names in a directory.
public enum DirectoryNames {
  /// Lists the names that begin with a prefix, in no order; `.` and `..` are left out, and so are
  /// names that are not UTF-8.
  ///
  /// The listing is not atomic: names made or removed meanwhile may or may not be in it.
  /// The corresponding C functions are `opendir` and `readdir`.
  ///
  /// - Throws: ``SystemCallError``; `ENOENT` where no directory is.
  /// - Complexity: O(names in the directory).
  public static func list(
    _ directory: String, startingWith prefix: String = ""
  ) throws(SystemCallError) -> [String] {
    guard let stream = unsafe opendir(directory) else {
      throw SystemCallError("opendir", Errno(rawValue: errno))
    }
    defer { unsafe closedir(stream) }
    let prefixBytes = prefix.utf8.count
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = unsafe readdir(stream) else {
        if errno != 0 { throw SystemCallError("readdir", Errno(rawValue: errno)) }
        return names
      }
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
        unsafe field.withMemoryRebound(to: CChar.self, capacity: 256) { text -> String? in
          guard unsafe strncmp(text, prefix, prefixBytes) == 0 else { return nil }
          return unsafe String(validatingCString: text)
        }
      }
      if let name, name != ".", name != ".." { names.append(name) }
    }
  }
}
