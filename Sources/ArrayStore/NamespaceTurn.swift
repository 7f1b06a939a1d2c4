import MappedFiles
import SystemPackage

/// A turn at removing or replacing names in a directory, over when this goes.
///
/// Names that are no arrays under a root are nobody's to collect; in their directories there is no
/// lock to take.
package struct NamespaceTurn: ~Copyable {
  private let directory: ScopeDirectory?

  /// Waits for the turn, if it is needed at all.
  ///
  /// - Parameters:
  ///   - location: what is to be removed or replaced.
  ///   - isNeeded: whether it is needed.
  ///   - check: refuses what would be refused all the same, before anything is made or waited for and
  ///     before another error; not called when the turn is had at once.
  /// - Throws: ``ArrayStoreError`` `.namespaceLocked`, `.untrustedDirectory`, `.system`, and what
  ///   `check` throws.
  package init(
    at location: ArrayLocation, isNeeded: Bool = true,
    check: () throws(ArrayStoreError) -> Void = {}
  ) throws(ArrayStoreError) {
    directory =
      isNeeded
      ? try Self.locked(ArrayRoot(path: location.directory), location.backing, check) : nil
  }

  /// Ends the turn.
  package consuming func end() {}

  private static func locked(
    _ root: ArrayRoot, _ backing: ArrayLocation.Backing, _ check: () throws(ArrayStoreError) -> Void
  ) throws(ArrayStoreError) -> ScopeDirectory? {
    let directory = try directory(root, backing, check)
    try directory?.lock(beforeWaiting: check)
    return directory
  }

  private static func directory(
    _ root: ArrayRoot, _ backing: ArrayLocation.Backing, _ check: () throws(ArrayStoreError) -> Void
  ) throws(ArrayStoreError) -> ScopeDirectory? {
    do throws(ArrayStoreError) {
      if let existing = try ScopeDirectory.existing(in: root) { return existing }
    } catch {
      try check()
      return try nothingToLock(after: error, backing)
    }
    if backing == .file { return nil }
    try check()
    do throws(ArrayStoreError) {
      return try ScopeDirectory(makingIn: root)
    } catch {
      return try nothingToLock(after: error, backing)
    }
  }

  /// Nil after an error that means that there is nothing to lock.
  private static func nothingToLock(
    after error: ArrayStoreError, _ backing: ArrayLocation.Backing
  ) throws(ArrayStoreError) -> ScopeDirectory? {
    switch error {
    // Somebody else's name in a directory such as /tmp: this user has no scope there.
    case .untrustedDirectory where backing == .file: return nil
    // Where no directory can be made no scope can be, and the next call says better what is wrong.
    case .system(_, _, let error) where leavesNothingToLock.contains(error.errno): return nil
    default: throw error
    }
  }

  /// What the kernel says where no directory is and none can be made.
  private static let leavesNothingToLock: [Errno] = [
    .noSuchFileOrDirectory, .notDirectory, .permissionDenied, .notPermitted, .readOnlyFileSystem,
    .noSpace, .diskQuotaExceeded,
  ]
}
