import MappedFiles

/// What owns arrays that must not outlive it.
///
/// Its arrays go when it ends: when it is closed, when its process exits, and when its process
/// is killed, as soon as anybody collects (``ArrayRoot/collect(isDryRun:reporting:)``, which also
/// happens when a scope begins and when space runs out). It lives in its process alone: a forked child
/// has scopes of its own, and ends none of its parent's.
public final class ArrayScope: Sendable {
  /// What it is called.
  public let identifier: ScopeIdentifier
  /// Where its arrays are.
  public let root: ArrayRoot
  /// The process that it belongs to.
  private let generation = ProcessForks.generation
  /// Nil once it is closed.
  private let journal: Guarded<ScopeJournal?>

  /// Begins a scope, after collecting what dead ones have left.
  ///
  /// - Throws: ``ArrayStoreError`` `.untrustedDirectory` when the name of the directory for the
  ///   user's journals is somebody else's; `.noScopes` on a file system that cannot tell one file
  ///   from a later one; `.noDirectory`, `.noSpace`, `.system`.
  public init(root: ArrayRoot = .standard) throws(ArrayStoreError) {
    ProcessForks.beginCounting()
    self.root = root
    let identifier = ScopeIdentifier()
    self.identifier = identifier
    // Another process that is stopped in the middle of its work is no reason not to begin.
    _ = try? root.collect()
    journal = Guarded(try Self.begin(identifier, root))
    OpenScopes.add(self)
  }

  private static func begin(
    _ identifier: ScopeIdentifier, _ root: ArrayRoot
  ) throws(ArrayStoreError) -> ScopeJournal {
    let directory = try ScopeDirectory(makingIn: root)
    let location = try ArrayLocation(file: directory.path)
    do {
      return try ScopeJournal(of: identifier, in: directory)
    } catch {
      throw ArrayStoreError(
        making: "begin a scope in", location, needed: ScopeJournal.pageBytes, error)
    }
  }

  deinit {
    close()
  }

  /// Whether it belongs to this process and has not been closed.
  public var isOpen: Bool {
    generation == ProcessForks.generation && journal.withLock { $0?.isEnding == false }
  }

  /// Ends the scope: its arrays' names are removed, but of ``ArrayLifetime/lastUser`` ones that are in
  /// use.
  ///
  /// Those who have an array attached keep it, whole. Closing again, or in a forked child, does
  /// nothing. Arrays that other threads are just creating go when they are complete.
  public func close() {
    guard generation == ProcessForks.generation else { return }
    journal.withLock { journal in
      journal?.isEnding = true
      return ()
    }
    OpenScopes.remove(self)
    endIfDue()
  }

  /// Ends the scope when it was closed and none of its arrays is about to get its name: until then it
  /// is alive, so that nobody takes such an array for one that never got it.
  package func endIfDue() {
    guard journal.withLock({ $0?.isEnding == true && $0?.hasPending == false }) else { return }
    // First the lock: who makes an array persistent meanwhile must find the journal.
    guard let directory = try? ScopeDirectory(makingIn: root), (try? directory.lock()) != nil
    else {
      // The arrays are left to the next collection, as those of a killed owner are.
      journal.withLock { $0 = nil }
      return
    }
    guard let journal = journal.withLock({ $0.take() }) else { return }
    var isSettled = true
    var held: [HeldFile] = []
    let hasQueues = journal.slots.contains { $0?.isQueue == true }
    for index in journal.slots.indices {
      guard let entry = journal.slots[index] else { continue }
      if entry.handover != nil {
        // Whose it is the queue's words say, to the next collection.
        isSettled = false
        continue
      }
      switch try? entry.settle(in: root, holding: &held) {
      case .gone, .due: break
      case .inUse, nil: isSettled = false
      }
    }
    if isSettled { try? NameRemoval.remove(journal.path) }
    directory.end()
    // The journal is nobody's by now, and its queues have lost their names.
    if hasQueues { _ = try? root.collect() }
  }

  /// Works on the journal; nil when the scope has ended, or is another process's.
  func withJournal<Result: Sendable>(
    _ body: (inout ScopeJournal?) throws(SystemCallError) -> Result?
  ) throws(SystemCallError) -> Result? {
    guard generation == ProcessForks.generation else { return nil }
    return try journal.withLock { journal throws(SystemCallError) -> Result? in
      try body(&journal)
    }
  }
}
