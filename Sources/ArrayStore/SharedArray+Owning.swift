import MappedFiles
import SystemPackage

extension SharedArray {
  /// Whether this handle made the array for a scope of this process, or had it adopted by one, and it
  /// is still that scope's.
  ///
  /// It does not travel: handles that attach the array, in this process or another, do not own it,
  /// and neither does this one in a forked child.
  public var isOwner: Bool { presentOwnership != nil }

  private var presentOwnership: Ownership? {
    ownership.flatMap { $0.scope.holds($0) ? $0 : nil }
  }

  /// How long the array stays, as far as this handle owns it; nil when it does not.
  public var lifetime: ArrayLifetime? { presentOwnership?.entry.lifetime }

  /// Uses the array in a call, and lets go of it afterwards, whether the call returns or throws.
  ///
  /// An array that this handle owns is removed, too, whatever its lifetime.
  ///
  /// - Parameter body: what to do with the array.
  /// - Returns: what `body` returns.
  /// - Throws: what `body` throws.
  public func use<Result>(_ body: (SharedArray) throws -> Result) rethrows -> Result {
    defer {
      // What cannot be removed now goes with its scope.
      if isOwner { _ = try? remove() }
      close()
    }
    return try body(self)
  }

  /// Makes an array stay until it is removed, whoever owned it.
  ///
  /// - Throws: ``ArrayStoreError`` `.nameLost` when the name leads to something else by now;
  ///   `.ownedElsewhere` when the scope of a living process owns it; `.inQueue`; `.closed`, `.notUnderRoot`,
  ///   `.namespaceLocked`, `.untrustedDirectory`, `.system`.
  public func persist() throws(ArrayStoreError) {
    try changeOwner(to: nil, .persistent)
  }

  /// Gives an array that is persistent, or whose owner is dead, to a scope; or another lifetime to one
  /// that the scope has already.
  ///
  /// - Parameters:
  ///   - lifetime: how long it stays; not persistent, for which there is ``persist()``.
  ///   - scope: who is to own it; this process's own scope when it is nil.
  /// - Throws: ``ArrayStoreError`` as ``persist()``; `.noScopes`, `.scopeEnded`, `.scopeFull`,
  ///   `.noSpace`.
  /// - Precondition: the lifetime is not persistent.
  public func adopt(
    as lifetime: ArrayLifetime = .scoped, by scope: ArrayScope? = nil
  ) throws(ArrayStoreError) {
    if lifetime == .persistent { fatalError("a scope cannot own a persistent array: persist() it") }
    let root = ArrayRoot(path: location.directory)
    let scope = if let scope { scope } else { try ArrayScope.standard(root: root) }
    try changeOwner(to: scope, lifetime)
  }

  private func changeOwner(
    to scope: ArrayScope?, _ lifetime: ArrayLifetime
  ) throws(ArrayStoreError) {
    guard location.backing == .shm else { throw .notUnderRoot(location, .standard) }
    // A scope that is let go of in another thread meanwhile must not end in this one, which has the
    // lock that it needs.
    let scopes = OpenScopes.all
    defer { withExtendedLifetime(scopes) {} }
    ownership = try owner(to: scope, lifetime)
  }

  private func owner(
    to scope: ArrayScope?, _ lifetime: ArrayLifetime
  ) throws(ArrayStoreError) -> Ownership? {
    let file = try attachment.file
    let directory = try ScopeDirectory(makingIn: ArrayRoot(path: location.directory))
    try directory.lock()
    let identity: FileIdentity?
    do throws(SystemCallError) {
      identity = try file.descriptor.identity()
      guard try FileIdentity.of(path: location.path) == identity else {
        throw SystemCallError("name_to_handle_at", .noSuchFileOrDirectory)
      }
    } catch
      where error.errno == .noSuchFileOrDirectory
    {
      throw .nameLost(location)
    } catch {
      throw ArrayStoreError("look at", location, error)
    }
    // Without handles nothing there can have an owner.
    guard let identity else {
      if scope == nil { return nil }
      throw .noScopes(location)
    }
    let former = try directory.presentOwners(of: location, identity)
    // First the new owner, then no longer the old one: at no instant has it none.
    let new = try scope?.own(location, file.descriptor, lifetime, isPending: false)
    do throws(SystemCallError) {
      for owner in former { try owner.release() }
    } catch {
      // The old owner has it still.
      if let new { try? scope?.release(new) }
      throw .refused("write down the owner of", location.description, error)
    }
    directory.end()
    return new
  }
}
