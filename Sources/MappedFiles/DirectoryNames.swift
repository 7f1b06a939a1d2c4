import Glibc
import SystemPackage

/// The names in a directory.
public struct DirectoryNames: Sendable {
  /// The names, in no order; `.` and `..` are left out.
  public let names: [String]
  /// How many more there are that are not UTF-8.
  public let undecodableCount: Int

  /// Lists the names that begin with a prefix.
  ///
  /// The listing is not atomic: names made or removed meanwhile may or may not be in it.
  /// The corresponding C functions are `opendir` and `readdir`.
  ///
  /// - Parameters:
  ///   - directory: its path.
  ///   - prefix: what the names begin with.
  /// - Throws: ``SystemCallError``; `ENOENT` where no directory is.
  /// - Complexity: O(names in the directory).
  public init(
    of directory: String, startingWith prefix: String = ""
  ) throws(SystemCallError) {
    guard let stream = unsafe opendir(directory) else {
      throw SystemCallError("opendir", Errno(rawValue: errno))
    }
    defer { unsafe closedir(stream) }
    let prefixBytes = prefix.utf8.count
    var names: [String] = []
    var undecodableCount = 0
    while true {
      errno = 0
      guard let entry = unsafe readdir(stream) else {
        if errno != 0 { throw SystemCallError("readdir", Errno(rawValue: errno)) }
        break
      }
      unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
        unsafe field.withMemoryRebound(to: CChar.self, capacity: 256) { text in
          guard unsafe strncmp(text, prefix, prefixBytes) == 0 else { return }
          if let name = unsafe String(validatingCString: text) {
            if name != ".", name != ".." { names.append(name) }
          } else {
            undecodableCount += 1
          }
        }
      }
    }
    self.names = names
    self.undecodableCount = undecodableCount
  }
}
