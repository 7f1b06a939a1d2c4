import ArrayStore
import Glibc
import MappedFiles
import SystemPackage

/// The directories of a user's queues: `queues/ID` in the user's private directory under the root.
///
/// A queue is over when its control file has no other name and nobody has it attached.
enum QueueDirectory {
  static func user(in root: ArrayRoot) -> String { ScopeDirectory.path(in: root) }
  static func queues(in root: ArrayRoot) -> String { "\(user(in: root))/queues" }

  static func path(_ identifier: QueueIdentifier, in root: ArrayRoot) -> String {
    "\(queues(in: root))/\(identifier)"
  }

  static func control(in directory: String) -> String { "\(directory)/control" }

  static func payload(_ index: Int, in directory: String) -> String {
    "\(directory)/\(index).npy"
  }

  /// Opens the user's private directory, and makes it; its lock is the namespace lock.
  ///
  /// - Throws: `ArrayStoreError`.
  static func openUser(in root: ArrayRoot) throws(ArrayStoreError) -> PrivateDirectory {
    try open(user(in: root))
  }

  /// Makes a private directory.
  ///
  /// - Throws: `ArrayStoreError`.
  static func make(_ path: String) throws(ArrayStoreError) {
    _ = try open(path)
  }

  private static func open(_ path: String) throws(ArrayStoreError) -> PrivateDirectory {
    do {
      return try PrivateDirectory(at: path, isMade: true)
    } catch {
      switch error {
      case .system(let error): throw .refused("open", path, error)
      case .notPrivate(let status): throw .untrustedDirectory(path, status)
      }
    }
  }

  /// Takes the namespace lock, for as long as the directory is held.
  ///
  /// - Throws: `ArrayStoreError` `.namespaceLocked`, `.system`.
  static func lock(_ directory: borrowing PrivateDirectory) throws(ArrayStoreError) {
    do throws(SystemCallError) {
      if try directory.lock(upTo: ScopeDirectory.patience) { return }
    } catch {
      throw .refused("lock", directory.path, error)
    }
    throw .namespaceLocked(directory.path, after: ScopeDirectory.patience)
  }

  /// Removes the queues of this user that are over, with all that was in flight.
  ///
  /// What cannot be removed now is left to the next who tries.
  static func collect(in root: ArrayRoot) {
    guard let names = try? DirectoryNames(of: queues(in: root)).names, !names.isEmpty,
      let user = try? openUser(in: root), (try? lock(user)) != nil
    else { return }
    for name in names {
      guard let identifier = QueueIdentifier(name) else { continue }
      removeIfOver(path(identifier, in: root))
    }
    withExtendedLifetime(user) {}
  }

  /// Removes a queue's directory if the queue is over.
  ///
  /// The namespace lock is held.
  private static func removeIfOver(_ directory: String) {
    let control: OwnedFile
    do throws(SystemCallError) {
      control = try OwnedFile(
        opening: Self.control(in: directory), access: .readWrite, isLocking: true)
    } catch {
      // Its maker, who holds the namespace lock until there is one, died before.
      if error.errno == .noSuchFileOrDirectory {
        try? NameRemoval.removeDirectory(directory)
      }
      return
    }
    guard (try? control.status().linkCount) == 1, (try? control.tryLock(.exclusive, 0..<1)) == true
    else { return }
    // Who has opened it already, and gets its lock next, finds that it has ended.
    try? control.write(elements: [UInt64(1)].span, at: QueueGeometry.ended)
    removeFiles(directory)
  }

  private static func removeFiles(_ directory: String) {
    let names = (try? DirectoryNames(of: directory).names) ?? []
    for name in names where name != "control" { try? NameRemoval.remove("\(directory)/\(name)") }
    // Last: without it nobody knows whether the queue is over.
    try? NameRemoval.remove(control(in: directory))
    try? NameRemoval.removeDirectory(directory)
  }
}
