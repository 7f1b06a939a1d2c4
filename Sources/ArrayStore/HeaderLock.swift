import MappedFiles
import SystemPackage

/// A lock on some of the first ten bytes of an array's file, which every version of the format has.
///
/// Any program takes part that takes the same locks (`fcntl` with `F_OFD_SETLK`); the kernel frees
/// them when their holder ends, however it does. numpy takes none.
public enum HeaderLock: String, Sendable {
  /// Bytes 6 to 9: held exclusively by who makes the array longer or mends its header, from the
  /// first look at the header to the end. It makes growers take turns.
  case growth
  /// Bytes 1 to 5: held exclusively for the one write that changes the header, and shared for each
  /// read of it.
  case shape

  var bytes: Range<Int> { self == .growth ? 6..<10 : 1..<6 }

  /// How long the shape lock is waited for: its holders need microseconds, so by then one of them
  /// is stopped.
  static let patience = Duration.seconds(2)
}

extension OwnedFile {
  /// Holds the shape lock during a call.
  ///
  /// A file system without locks is no reason not to read a header, so a shared lock that cannot be
  /// had there is done without.
  ///
  /// - Parameters:
  ///   - lock: shared to read the header, exclusive to write it.
  ///   - name: how its user knows the file.
  ///   - marksInUse: whether the mark of a file in use is set along with it, and stays.
  ///   - body: what to do with the header.
  /// - Returns: what `body` returns.
  /// - Throws: ``ArrayStoreError`` `.headerLocked`, `.system`; what `body` throws.
  /// - Complexity: two system calls on top of `body`; more while somebody else holds the lock, for up
  ///   to ``HeaderLock/patience``.
  func withShapeLock<Result>(
    _ lock: FileLock, name: String, marksInUse: Bool = false,
    _ body: () throws(ArrayStoreError) -> Result
  ) throws(ArrayStoreError) -> Result {
    let bytes = HeaderLock.shape.bytes
    // The mark is the byte before: both take one call.
    let mark = LockedBytes.inUse(.npy).lowerBound
    var isHeld = false
    do throws(SystemCallError) {
      isHeld = try tryLock(
        lock, (marksInUse ? mark : bytes.lowerBound)..<bytes.upperBound,
        upTo: HeaderLock.patience)
    } catch {
      guard lock == .shared, error.meansNoLocks else {
        throw .system(action: "lock the header of", name: name, error)
      }
      return try body()
    }
    guard isHeld else { throw .headerLocked(name, .shape, after: HeaderLock.patience) }
    if marksInUse { keepMark(mark) }
    defer { try? unlock(bytes) }
    return try body()
  }
}

extension SystemCallError {
  /// Whether a file system that refuses a lock in this way has none at all.
  var meansNoLocks: Bool {
    switch errno {
    case .noLocks, .invalidArgument, .notSupported, .noFunction: true
    default: false
    }
  }
}
