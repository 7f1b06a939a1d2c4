import MappedFiles

/// The growth lock of a file, let go of when this goes.
struct GrowthLock: ~Copyable {
  private let locks: LockFile

  /// Waits for the lock, without end when there is no time limit; nil when the time is over.
  init?(of file: ArrayFile, upTo timeout: Duration?) throws(SystemCallError) {
    let bytes = HeaderLock.growth.bytes
    let locks = try file.locks
    if let timeout {
      guard try locks.descriptor.tryLock(.exclusive, bytes, upTo: timeout) else { return nil }
    } else {
      try locks.descriptor.lock(.exclusive, bytes)
    }
    self.locks = locks
  }

  deinit {
    try? locks.descriptor.unlock(HeaderLock.growth.bytes)
  }
}
