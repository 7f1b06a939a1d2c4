import MappedFiles

/// The growth lock of a file, let go of when this goes.
struct GrowthLock: ~Copyable {
  private let file: ArrayFile

  /// Waits for the lock, without end when there is no time limit; nil when the time is over.
  init?(of file: ArrayFile, upTo timeout: Duration?) throws(SystemCallError) {
    let bytes = HeaderLock.growth.bytes
    if let timeout {
      guard try file.descriptor.tryLock(.exclusive, bytes, upTo: timeout) else { return nil }
    } else {
      try file.descriptor.lock(.exclusive, bytes)
    }
    self.file = file
  }

  deinit {
    try? file.descriptor.unlock(HeaderLock.growth.bytes)
  }
}
