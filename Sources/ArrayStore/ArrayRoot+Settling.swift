import MappedFiles

extension ArrayRoot {
  /// Settles what a dead scope owned, and removes its journal when nothing is left to settle.
  ///
  /// - Throws: `SystemCallError`, when the journal cannot be written.
  /// - Precondition: the namespace lock is held.
  func settle(
    _ scope: borrowing ScopeRecord, _ queues: QueueCollection, isDryRun: Bool,
    holding held: inout [HeldFile]
  ) throws(SystemCallError) -> [CollectedArray] {
    var isSettled = true
    var collected: [CollectedArray] = []
    for (slot, entry) in scope.entries {
      switch queues.verdict(on: entry) {
      case .counts: break
      case .isVoid:
        // Freed before the word changes that says so.
        if !isDryRun { try release(scope, slot, entry, queues) }
        continue
      case .undecided:
        queues.keep(entry)
        isSettled = false
        continue
      }
      let (bytes, outcome) = settle(entry, isDryRun: isDryRun, holding: &held)
      if outcome != .removed, outcome != nil { isSettled = false }
      if entry.handover != nil, !isDryRun {
        switch outcome {
        case .removed, nil: try release(scope, slot, entry, queues)
        case .inUse: try rewrite(scope, slot, entry, queues)
        case .failed: queues.keep(entry)
        }
      }
      guard let outcome else { continue }
      collected.append(
        CollectedArray(
          name: entry.name, lifetime: entry.lifetime, bytes: bytes, isQueue: entry.isQueue,
          scope: scope.status, outcome: outcome))
    }
    // Last, so that whoever is killed before this is repeated.
    if isSettled, !isDryRun { try? NameRemoval.remove(scope.path) }
    return collected
  }

  /// What became of an array; nil when it was gone already.
  private func settle(
    _ entry: JournalEntry, isDryRun: Bool, holding held: inout [HeldFile]
  ) -> (bytes: Int, outcome: CollectedArray.Outcome?) {
    do throws(SystemCallError) {
      switch try entry.settle(in: self, isDryRun: isDryRun, holding: &held) {
      case .gone: return (0, nil)
      case .due(let bytes): return (bytes, .removed)
      case .inUse(let bytes): return (bytes, .inUse)
      }
    } catch {
      return (0, .failed("\(error)"))
    }
  }

  /// Frees the slot of an entry that a queue's words are needed for no more.
  private func release(
    _ scope: borrowing ScopeRecord, _ slot: Int, _ entry: JournalEntry, _ queues: QueueCollection
  ) throws(SystemCallError) {
    do throws(SystemCallError) {
      try scope.reopened { (scope: borrowing ScopeRecord) throws(SystemCallError) in
        try scope.release(slot)
      }
    } catch {
      queues.keep(entry)
      throw error
    }
  }

  /// Writes down that an array is a dead scope's, whatever its queue says from now on.
  private func rewrite(
    _ scope: borrowing ScopeRecord, _ slot: Int, _ entry: JournalEntry, _ queues: QueueCollection
  ) throws(SystemCallError) {
    do throws(SystemCallError) {
      try scope.reopened { (scope: borrowing ScopeRecord) throws(SystemCallError) in
        // First the new one: one that was written by half holds nothing.
        try scope.add(entry.noted(as: .array))
        try scope.release(slot)
      }
    } catch {
      queues.keep(entry)
      throw error
    }
  }
}
