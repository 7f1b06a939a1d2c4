import CShims
import Glibc
import SystemPackage

/// A short-lived second name of a file that is about to get its real one; removed when its owner
/// goes, unless it became the real name.
///
/// `.npyshare-` and 16 hexadecimal digits, in the directory of the real name. Its writer holds an
/// exclusive lock on a byte of the file for as long as the name stands, so that anybody can tell
/// the name of a dead writer (``removeAbandoned(in:)``) from that of a living one.
struct TemporaryName: ~Copyable {
  static let prefix = ".npyshare-"
  /// One byte far behind the end of any file, where no lock of an array's users can be.
  static let lockedBytes = 1 << 62..<(1 << 62) + 1

  let path: String
  private var stands = true

  /// A name that is not in use, made by chance.
  static func random(in directory: String) -> String {
    let digits = String(UInt64.random(in: .min ... .max), radix: 16)
    return "\(directory)/\(prefix)\(String(repeating: "0", count: 16 - digits.count))\(digits)"
  }

  /// Gives a locked, nameless file a temporary name.
  init(linking file: borrowing OwnedFile, in directory: String) throws(SystemCallError) {
    path = Self.random(in: directory)
    guard try file.tryLock(.exclusive, Self.lockedBytes) else {
      throw SystemCallError("fcntl(F_OFD_SETLK)", .resourceTemporarilyUnavailable)
    }
    try file.link(to: path)
  }

  /// Takes over the temporary name that a file was just made with, where nameless files cannot be
  /// had; nil when somebody took the file for an abandoned one before it was locked.
  init?(of file: borrowing OwnedFile, at path: String) throws(SystemCallError) {
    do throws(SystemCallError) {
      guard try file.tryLock(.exclusive, Self.lockedBytes), try file.status().linkCount > 0 else {
        return nil
      }
    } catch {
      // Made with a name by chance that nobody had: it is ours to remove.
      unsafe unlink(path)
      throw error
    }
    self.path = path
  }

  /// Turns it into the real name, atomically; a name that is taken is refused with `EEXIST`, or
  /// taken away from what had it.
  consuming func rename(
    to destination: String, _ conflict: PendingFile.Conflict
  ) throws(SystemCallError) {
    if conflict == .replace {
      _ = try systemCall("rename") { unsafe Glibc.rename(path, destination) }
      stands = false
      return
    }
    do {
      _ = try systemCall("renameat2") {
        unsafe shim_renameat2(AT_FDCWD, path, AT_FDCWD, destination, shim_RENAME_NOREPLACE)
      }
      stands = false
    } catch
      where error.errno == .invalidArgument || error.errno == .noFunction
    {
      // A file system that cannot: a second link refuses a taken name too, and `deinit` removes
      // the first.
      _ = try systemCall("link") { unsafe Glibc.link(path, destination) }
    }
  }

  deinit {
    if stands { unsafe unlink(path) }
  }
}

extension TemporaryName {
  /// Removes the temporary names in a directory whose writers are dead.
  ///
  /// Idempotent, and safe against others who do the same or are about to write. Names that this
  /// process may not open or remove stay: they are somebody else's.
  static func removeAbandoned(in directory: String) throws(SystemCallError) {
    for name in try DirectoryNames(of: directory, startingWith: prefix).names
    where isTemporary(name) {
      let path = "\(directory)/\(name)"
      guard let file = try? OwnedFile(opening: path), let status = try? file.status(),
        status.kind == .regularFile, status.owner == geteuid()
      else { continue }
      // A shared lock conflicts with a living writer's, and keeps a writer that is only starting
      // from believing that it owns the name.
      if (try? file.tryLock(.shared, lockedBytes)) == true { unsafe unlink(path) }
    }
  }

  private static func isTemporary(_ name: String) -> Bool {
    let digits = name.dropFirst(prefix.count)
    return digits.utf8.count == 16
      && digits.utf8.allSatisfy { byte in
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
      }
  }
}
