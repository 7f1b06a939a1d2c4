import MappedFiles
import QueueLayout

/// Where an array is written down as somebody's.
enum FormerOwner {
  /// In a scope of this process.
  case own(Ownership)
  /// In the journal of a dead owner.
  case dead(ScopeIdentifier, directory: String, slot: Int)

  /// Makes it nobody's.
  ///
  /// - Throws: `SystemCallError`; the array is still its then, and would go with it.
  /// - Precondition: the namespace lock is held.
  func release() throws(SystemCallError) {
    switch self {
    case .own(let ownership): try ownership.scope.release(ownership)
    case .dead(let scope, let directory, let slot):
      let record = try ScopeRecord.read(scope, in: directory, access: .readWrite)
      try record?.release(slot)
    }
  }
}

extension ScopeDirectory {
  /// Who owns an array that is not on its way through a queue.
  ///
  /// - Throws: ``ArrayStoreError`` `.inQueue`, and as ``owners(of:_:)``.
  /// - Precondition: the lock is held.
  func presentOwners(
    of location: ArrayLocation, _ identity: FileIdentity
  ) throws(ArrayStoreError) -> [FormerOwner] {
    // Before and after: it may have been put, or got, while the journals were read.
    try checkQueues(location, identity)
    let owners = try owners(of: location, identity)
    try checkQueues(location, identity)
    return owners
  }

  private func checkQueues(
    _ location: ArrayLocation, _ identity: FileIdentity
  ) throws(ArrayStoreError) {
    if let queue = QueueRecord.owning(identity, in: root) {
      throw .inQueue(location, queue.description)
    }
  }

  /// Who owns an array.
  ///
  /// - Throws: ``ArrayStoreError`` `.ownedElsewhere`, when a living scope of another process, or of
  ///   the one that this was forked from, does; `.system`.
  /// - Precondition: the lock is held.
  func owners(
    of location: ArrayLocation, _ identity: FileIdentity
  ) throws(ArrayStoreError) -> [FormerOwner] {
    var owners = OpenScopes.owners(of: location, identity).map { FormerOwner.own($0) }
    let own = OpenScopes.identifiers
    for identifier in try identifiers() where !own.contains(identifier) {
      guard let scope = try record(identifier) else { continue }
      for (slot, entry) in scope.entries
      where entry.name == location.name && entry.identity == identity {
        if scope.isAlive { throw .ownedElsewhere(location, scope.status) }
        owners.append(.dead(identifier, directory: path, slot: slot))
      }
    }
    return owners
  }

  private func record(_ identifier: ScopeIdentifier) throws(ArrayStoreError) -> ScopeRecord? {
    do {
      return try ScopeRecord.read(identifier, in: path)
    } catch {
      throw .refused("read", "\(path)/\(identifier)", error)
    }
  }
}
