import Glibc

/// An open file descriptor with one owner, closed when the owner goes.
public struct OwnedFile: ~Copyable, Sendable {
  /// The descriptor; valid as long as this value lives.
  public let descriptor: Int32

  /// Takes over a descriptor that nobody else will close.
  init(adopting descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit {
    // Nothing is buffered here, so nothing can be lost: an error of close says nothing useful.
    close(descriptor)
  }
}
