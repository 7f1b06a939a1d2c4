import MappedFiles

/// An open file that is only locked, never mapped.
///
/// The kernel frees a lock with the last user of the open file, and a mapping is one: a forked child,
/// which keeps its parent's mappings, would keep the locks of a parent that was killed. So leases and
/// growth locks are not on the open file that is mapped.
final class LockFile: Sendable {
  let descriptor: OwnedFile

  /// Opens a file once more.
  ///
  /// - Throws: `SystemCallError`.
  init(of file: borrowing OwnedFile) throws(SystemCallError) {
    descriptor = try OwnedFile(reopening: file)
  }
}
