import MappedFiles

/// A file whose name was removed, and that is open until this goes.
///
/// The kernel frees a file's memory with its last user: 55 ms a GiB, which nobody should have to wait
/// for who waits for the namespace lock.
final class HeldFile {
  /// From this size on it matters.
  static let leastBytes = 16 << 20
  /// No more descriptors than that.
  static let maximumCount = 256

  private let file: OwnedFile

  init(_ file: consuming OwnedFile) {
    self.file = file
  }
}
