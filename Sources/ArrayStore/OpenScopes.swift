import Glibc
import MappedFiles

/// The scopes of this process that have not ended, so that they end when it exits.
enum OpenScopes {
  /// A scope that may be gone.
  private struct Entry: Sendable {
    weak let scope: ArrayScope?
    let generation: Int
  }

  private static let entries = Guarded<[ScopeIdentifier: Entry]>([:])
  /// The ones that arrays are created in when nobody names another, by root.
  private static let standard = Guarded<[ArrayRoot: ArrayScope]>([:])
  private static let closesAtExit: Void = {
    atexit { OpenScopes.closeAll() }
  }()

  static func add(_ scope: ArrayScope) {
    _ = closesAtExit
    entries.withLock {
      $0[scope.identifier] = Entry(scope: scope, generation: ProcessForks.generation)
    }
  }

  static func remove(_ scope: ArrayScope) {
    entries.withLock { _ = $0.removeValue(forKey: scope.identifier) }
  }

  /// This process's own scope under a root; it is begun when it is first needed.
  static func standard(in root: ArrayRoot) throws(ArrayStoreError) -> ArrayScope {
    if let scope = standard.withLock({ $0[root] }), scope.isOpen { return scope }
    // Not begun with the mutex held: a fork at that moment would leave it locked in the child.
    let new = try ArrayScope(root: root)
    return standard.withLock { scopes in
      // Another thread may have been faster: its scope is taken, and the new one ends at once.
      if let scope = scopes[root], scope.isOpen { return scope }
      scopes[root] = new
      return new
    }
  }

  static var all: [ArrayScope] {
    entries.withLock { entries in
      entries.values.compactMap { entry in
        entry.generation == ProcessForks.generation ? entry.scope : nil
      }
    }
  }

  /// Says that a name was removed: what is written down of it is no longer true.
  static func releaseFormer(_ location: ArrayLocation) {
    for scope in all where scope.root.path == location.directory {
      scope.releaseFormer(named: location.name)
    }
  }

  /// Looks again at arrays whose owner has closed them while others had them attached.
  static func settleClosed(in root: ArrayRoot) {
    for scope in all where scope.root == root { scope.settleClosed() }
  }

  /// What they are called.
  static var identifiers: Set<ScopeIdentifier> { Set(all.map(\.identifier)) }

  /// Which of them own an array.
  static func owners(of location: ArrayLocation, _ identity: FileIdentity) -> [Ownership] {
    all.filter { $0.root.path == location.directory }.flatMap { scope in
      scope.entries(named: location.name).filter { $0.entry.identity == identity }
    }
  }

  private static func closeAll() {
    let scopes = all
    // What this process uses itself is no reason to leave an array behind.
    if !scopes.isEmpty { CurrentProcess.unmarkArraysInUse() }
    for scope in scopes { scope.close() }
  }
}

extension ArrayScope {
  /// This process's own scope under a root, which ends when the process does.
  ///
  /// Arrays that are created with a lifetime and without naming a scope are its. It begins when it is
  /// first asked for; after a ``close()`` it is another one.
  ///
  /// - Parameter root: where its arrays are.
  /// - Returns: the scope.
  /// - Throws: ``ArrayStoreError`` as ``init(root:)``.
  public static func standard(root: ArrayRoot = .standard) throws(ArrayStoreError) -> ArrayScope {
    try OpenScopes.standard(in: root)
  }
}

/// Begins a scope, and ends it after the call, whether that returns or throws.
///
/// - Parameters:
///   - root: where its arrays are.
///   - body: what to do in it; it gets the scope.
/// - Returns: what `body` returns.
/// - Throws: ``ArrayStoreError`` as ``ArrayScope/init(root:)``, and what `body` throws.
public func withArrayScope<Result>(
  root: ArrayRoot = .standard, _ body: (ArrayScope) throws -> Result
) throws -> Result {
  let scope = try ArrayScope(root: root)
  defer { scope.close() }
  return try body(scope)
}
