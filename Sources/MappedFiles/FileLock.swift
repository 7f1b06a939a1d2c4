import CShims
import Glibc
import SystemPackage

/// Locks on byte ranges of an open file.
///
/// They belong to the open file description (`F_OFD_SETLK`): closing another descriptor of the
/// file does not drop them, and the kernel frees them when the last copy of the descriptor goes,
/// however its process ends.
public enum FileLock: Sendable {
  case shared
  case exclusive

  var type: Int16 { Int16(self == .shared ? F_RDLCK : F_WRLCK) }
}

extension OwnedFile {
  /// Takes a lock on a range of bytes if nobody else holds one that conflicts.
  ///
  /// The corresponding C function is `fcntl` with `F_OFD_SETLK`.
  ///
  /// - Returns: false when somebody else holds a conflicting lock.
  /// - Throws: ``SystemCallError``.
  public func tryLock(_ lock: FileLock, _ range: Range<Int>) throws(SystemCallError) -> Bool {
    do {
      try setLock(lock.type, range)
      return true
    } catch
      where error.errno == .resourceTemporarilyUnavailable || error.errno == .permissionDenied
    {
      return false
    }
  }

  /// The same, and tries again as long as somebody else holds one that conflicts, up to a time.
  ///
  /// The pauses between the tries grow from 10 microseconds to 5 milliseconds.
  ///
  /// - Returns: false when the time is over.
  /// - Throws: ``SystemCallError``.
  public func tryLock(
    _ lock: FileLock, _ range: Range<Int>, upTo limit: Duration
  ) throws(SystemCallError) -> Bool {
    if try tryLock(lock, range) { return true }
    let deadline = ContinuousClock.now + limit
    var pause: UInt32 = 10
    while ContinuousClock.now < deadline {
      usleep(pause)
      if try tryLock(lock, range) { return true }
      pause = min(pause * 2, 5000)
    }
    return false
  }

  /// Takes a lock on a range of bytes, and waits as long as somebody else holds one that conflicts.
  ///
  /// The kernel notices no deadlock. The corresponding C function is `fcntl` with `F_OFD_SETLKW`.
  ///
  /// - Throws: ``SystemCallError``.
  public func lock(_ lock: FileLock, _ range: Range<Int>) throws(SystemCallError) {
    if range.isEmpty { return }
    _ = try systemCall("fcntl(F_OFD_SETLKW)") {
      shim_fcntl_OFD_SETLKW(
        descriptor, lock.type, Int64(range.lowerBound), Int64(range.count))
    }
  }

  /// Whether somebody else holds a lock that keeps this one from being taken.
  ///
  /// It takes none. The corresponding C function is `fcntl` with `F_OFD_GETLK`.
  ///
  /// - Parameters:
  ///   - lock: what would be taken.
  ///   - range: on which bytes; not empty.
  /// - Returns: whether there is such a lock.
  /// - Throws: ``SystemCallError``.
  public func isLocked(
    against lock: FileLock, _ range: Range<Int>
  ) throws(SystemCallError) -> Bool {
    if range.isEmpty { return false }
    let type = try systemCall("fcntl(F_OFD_GETLK)") {
      shim_fcntl_OFD_GETLK(
        descriptor, lock.type, Int64(range.lowerBound), Int64(range.count))
    }
    return type != Int32(F_UNLCK)
  }

  /// Takes a shared lock on one byte, which forked children hold as well.
  ///
  /// - Returns: false when somebody else holds an exclusive one.
  /// - Throws: ``SystemCallError``.
  public func markInUse(_ byte: Int) throws(SystemCallError) -> Bool {
    guard try tryLock(.shared, byte..<byte + 1) else { return false }
    keepMark(byte)
    return true
  }

  /// Says that the shared lock on a byte is to be held by forked children, too.
  public func keepMark(_ byte: Int) {
    if isLocking { LockingDescriptors.current.note(descriptor, .sharing(byte: byte)) }
  }

  /// Says that the lock on a byte marks the file as in use by this process alone, until it ends.
  package func noteMark(_ byte: Int) {
    if isLocking { LockingDescriptors.current.note(descriptor, .unlockedMark(byte: byte)) }
  }

  /// Says that forked children are to have nothing in this descriptor's place.
  public func sever() {
    if isLocking { LockingDescriptors.current.note(descriptor, .severed) }
  }

  /// Lets go of this descriptor's locks on a range of bytes.
  ///
  /// - Throws: ``SystemCallError``.
  public func unlock(_ range: Range<Int>) throws(SystemCallError) {
    try setLock(Int16(F_UNLCK), range)
  }

  private func setLock(_ type: Int16, _ range: Range<Int>) throws(SystemCallError) {
    // To the kernel no length means to infinity.
    if range.isEmpty { return }
    _ = try systemCall("fcntl(F_OFD_SETLK)") {
      shim_fcntl_OFD_SETLK(descriptor, type, Int64(range.lowerBound), Int64(range.count))
    }
  }
}
