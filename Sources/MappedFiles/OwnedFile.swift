import Glibc

/// An open file descriptor with one owner, closed when the owner goes.
public struct OwnedFile: ~Copyable, Sendable {
  /// The descriptor; valid as long as this value lives.
  public let descriptor: Int32
  /// Whether it may hold locks, which forked children must not inherit.
  let isLocking: Bool

  /// Takes over a descriptor that nobody else will close.
  init(adopting descriptor: Int32, isLocking: Bool = false) {
    self.descriptor = descriptor
    self.isLocking = isLocking
  }

  deinit {
    // Nothing is buffered here, so nothing can be lost: an error of close says nothing useful.
    if isLocking {
      LockingDescriptors.current.close(descriptor)
    } else {
      close(descriptor)
    }
  }
}
