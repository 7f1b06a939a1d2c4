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
  /// - Throws: ``ArrayStoreError`` `.namespaceLocked`, `.untrustedDirectory`, `.system`.
  package init(at location: ArrayLocation, isNeeded: Bool = true) throws(ArrayStoreError) {
    directory =
      isNeeded
      ? try Self.locked(ArrayRoot(path: location.directory), location.backing) : nil
  }

  /// Ends the turn.
  package consuming func end() {}

  private static func locked(
    _ root: ArrayRoot, _ backing: ArrayLocation.Backing
  ) throws(ArrayStoreError) -> ScopeDirectory? {
    let directory = try directory(root, backing)
    try directory?.lock()
    return directory
  }

  private static func directory(
    _ root: ArrayRoot, _ backing: ArrayLocation.Backing
  ) throws(ArrayStoreError) -> ScopeDirectory? {
    do throws(ArrayStoreError) {
      if backing == .file { return try ScopeDirectory.existing(in: root) }
      return try ScopeDirectory(makingIn: root)
    } catch {
      switch error {
      // Somebody else's name in a directory such as /tmp: this user has no scope there.
      case .untrustedDirectory where backing == .file: return nil
      // Where no directory can be made no scope can be, and the next call says better what is wrong.
      case .system(_, _, let error) where Self.leavesNothingToLock.contains(error.errno):
        return nil
      default: throw error
      }
    }
  }

  /// What the kernel says where no directory is and none can be made.
  private static let leavesNothingToLock: [Errno] = [
    .noSuchFileOrDirectory, .notDirectory, .permissionDenied, .notPermitted, .readOnlyFileSystem,
    .noSpace, .diskQuotaExceeded,
  ]
}
