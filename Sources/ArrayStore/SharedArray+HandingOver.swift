import MappedFiles

/// An array that is being handed over: what to write down of it, and who owns it until then.
package struct OutgoingArray: Sendable {
  package let entry: JournalEntry
  /// Nil when the array is persistent.
  package let ownership: Ownership?
}

extension SharedArray {
  /// Takes the array's ownership from this process's handles, so that it can be handed over; its
  /// owner is still written down.
  ///
  /// - Parameter root: where the array must be.
  /// - Returns: what is handed over.
  /// - Throws: ``ArrayStoreError`` `.notUnderRoot`, `.nameLost`, `.ownedElsewhere`, `.inQueue`,
  ///   `.noScopes`, `.closed`, `.namespaceLocked`, `.untrustedDirectory`, `.system`.
  package func takeForHandover(in root: ArrayRoot) throws(ArrayStoreError) -> OutgoingArray {
    guard location.directory == root.path, ArrayLocation.objection(to: location.name) == nil
    else { throw .notUnderRoot(location, root) }
    let present = try identity()
    if let own = ownership, own.scope.holds(own) {
      try checkName(own.entry)
      ownership = nil
      return OutgoingArray(entry: own.entry, ownership: own)
    }
    let directory = try ScopeDirectory(makingIn: root)
    try directory.lock()
    let owners = try directory.presentOwners(of: location, present)
    directory.end()
    for owner in owners {
      switch owner {
      case .own(let ownership):
        try checkName(ownership.entry)
        return OutgoingArray(entry: ownership.entry, ownership: ownership)
      case .dead:
        // It is due to be removed, unless somebody adopts it.
        throw .nameLost(location)
      }
    }
    let entry = JournalEntry(name: location.name, identity: present, lifetime: .persistent)
    try checkName(entry)
    return OutgoingArray(entry: entry, ownership: nil)
  }

  /// Says who owns the array: after it was handed over to this process, or could not be to another.
  package func own(_ ownership: Ownership?) {
    self.ownership = ownership
  }

  /// Lends the bytes of all elements of an array that was handed over and is not closed.
  package func withOpenBytes<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard let attachment = try? attachment else {
      fatalError("the array '\(location)' of a message was closed")
    }
    return try attachment.withBytes(body)
  }

  private func identity() throws(ArrayStoreError) -> FileIdentity {
    let file = try attachment.file
    let identity: FileIdentity?
    do throws(SystemCallError) {
      identity = try file.descriptor.identity()
    } catch {
      throw ArrayStoreError("look at", location, error)
    }
    guard let identity else { throw .noScopes(location) }
    return identity
  }

  private func checkName(_ entry: JournalEntry) throws(ArrayStoreError) {
    let isNamed: Bool
    do throws(SystemCallError) {
      isNamed = try entry.isNamed(in: ArrayRoot(path: location.directory))
    } catch {
      throw ArrayStoreError("look at", location, error)
    }
    if !isNamed { throw .nameLost(location) }
  }

  /// Attaches an array that was handed over.
  ///
  /// - Parameters:
  ///   - entry: what was written down of it.
  ///   - root: where it is.
  /// - Returns: a handle that may read and store, and does not own the array.
  /// - Throws: ``ArrayStoreError`` as ``attach(_:access:owners:waitingUpTo:)``; `.nameLost` when the
  ///   name leads to another array.
  package static func attach(
    _ entry: JournalEntry, in root: ArrayRoot
  ) throws(ArrayStoreError) -> SharedArray {
    let location = try ArrayLocation("shm:\(entry.name)", root: root)
    let array = try attach(location, access: .readWrite)
    guard try array.identity() == entry.identity else { throw .nameLost(location) }
    return array
  }
}
