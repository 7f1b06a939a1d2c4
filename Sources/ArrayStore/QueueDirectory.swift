package import MappedFiles
package import QueueLayout

/// The directories of a user's queues: `queues/ID` in the user's private directory under the root.
///
/// A queue is over when its control file has no other name and nobody has it attached.
package enum QueueDirectory {
  static func user(in root: ArrayRoot) -> String { ScopeDirectory.path(in: root) }
  package static func queues(in root: ArrayRoot) -> String { "\(user(in: root))/queues" }

  package static func path(_ identifier: QueueIdentifier, in root: ArrayRoot) -> String {
    "\(queues(in: root))/\(identifier)"
  }

  package static func control(in directory: String) -> String { "\(directory)/control" }

  package static func payload(_ index: Int, in directory: String) -> String {
    "\(directory)/\(index).npy"
  }

  /// Whether a path is that of a queue's payload, whose file is longer than a small message.
  static func isPayload(_ path: String, fileBytes: Int) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard let name = parts.last, name.hasSuffix(".npy"), let number = Int(name.dropLast(4)),
      "\(number).npy" == name, let directory = parts.dropLast().last,
      let identifier = QueueIdentifier(String(directory))
    else { return false }
    let control = Self.control(in: String(path.dropLast(name.utf8.count + 1)))
    guard let file = try? OwnedFile(opening: control), let status = try? file.status(),
      let page = try? file.bytes(0..<QueueGeometry.bytes),
      let geometry = try? QueueGeometry(parsing: page, fileBytes: status.size)
    else { return false }
    return geometry.identifier == identifier && (0..<geometry.payloadCount).contains(number)
      && geometry.payloadFileBytes == fileBytes
  }

  /// Opens the user's private directory, and makes it; its lock is the namespace lock.
  ///
  /// - Throws: `ArrayStoreError`.
  package static func openUser(in root: ArrayRoot) throws(ArrayStoreError) -> PrivateDirectory {
    try open(user(in: root))
  }

  /// Makes a private directory.
  ///
  /// - Throws: `ArrayStoreError`.
  package static func make(_ path: String) throws(ArrayStoreError) {
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
  package static func lock(_ directory: borrowing PrivateDirectory) throws(ArrayStoreError) {
    do throws(SystemCallError) {
      if try directory.lock(upTo: ScopeDirectory.patience) { return }
    } catch {
      throw .refused("lock", directory.path, error)
    }
    throw .namespaceLocked(directory.path, after: ScopeDirectory.patience)
  }

  /// Removes a queue's name unless somebody has the queue.
  ///
  /// - Precondition: the queue lasts as long as its users, and its owner has let go of it.
  package static func removeName(
    _ path: String, of file: borrowing OwnedFile, in root: ArrayRoot
  ) {
    guard let directory = try? ScopeDirectory(makingIn: root), (try? directory.lock()) != nil,
      let status = try? FileStatus(path: path), let own = try? file.status(),
      own.isSameFile(as: status), case .free(let mark)? = try? UseMark.taken(path)
    else { return }
    try? NameRemoval.remove(path)
    withExtendedLifetime(mark) {}
    directory.end()
  }

  /// Removes the files of a queue that has ended.
  static func removeFiles(_ directory: String) {
    let names = (try? DirectoryNames(of: directory).names) ?? []
    for name in names where name != "control" { try? NameRemoval.remove("\(directory)/\(name)") }
    // Last: without it nobody knows whether the queue is over.
    try? NameRemoval.remove(control(in: directory))
    try? NameRemoval.removeDirectory(directory)
  }
}
