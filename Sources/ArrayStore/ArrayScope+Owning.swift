package import MappedFiles

extension ArrayScope {
  /// Writes down that an array is this scope's, before it has its name.
  ///
  /// - Parameters:
  ///   - location: the name that it is going to have.
  ///   - file: the array.
  ///   - lifetime: how long it stays; not persistent.
  ///   - isPending: whether it is about to get its name; then ``confirm(_:)`` or ``abandon(_:)``
  ///     follows.
  ///   - purpose: whether it is an array or a queue.
  /// - Returns: where it is written down.
  /// - Throws: ``ArrayStoreError`` `.scopeEnded`, `.scopeFull`, `.notUnderRoot`, `.noScopes`,
  ///   `.noSpace`, `.system`.
  package func own(
    _ location: ArrayLocation, _ file: borrowing OwnedFile, _ lifetime: ArrayLifetime,
    isPending: Bool, purpose: JournalEntry.Purpose = .array
  ) throws(ArrayStoreError) -> Ownership {
    guard location.directory == root.path, ArrayLocation.objection(to: location.name) == nil
    else { throw .notUnderRoot(location, root) }
    settleClosed(atMostEvery: .milliseconds(100))
    sweepIfDue()
    let found: FileIdentity?
    do throws(SystemCallError) {
      found = try file.identity()
    } catch {
      throw ArrayStoreError("look at", location, error)
    }
    guard let identity = found else { throw .noScopes(location) }
    return try note(
      JournalEntry(
        name: location.name, identity: identity, lifetime: lifetime, purpose: purpose),
      location, isPending: isPending)
  }

  /// Writes an entry down, and does nothing else.
  ///
  /// - Parameters:
  ///   - entry: what to write.
  ///   - location: what it is about.
  ///   - isPending: whether the scope must not end before the entry is released, and then
  ///     ``endIfDue()`` called.
  /// - Returns: where it is written down.
  /// - Throws: ``ArrayStoreError`` `.scopeEnded`, `.scopeFull`, `.noSpace`, `.system`.
  package func note(
    _ entry: JournalEntry, _ location: ArrayLocation, isPending: Bool
  ) throws(ArrayStoreError) -> Ownership {
    let place: ScopeJournal.Place?
    do throws(SystemCallError) {
      place = try withJournal { journal throws(SystemCallError) in
        try journal?.record(entry, isPending: isPending) ?? nil
      }
    } catch {
      throw ArrayStoreError(
        making: "write down the owner of", location, needed: ScopeJournal.pageBytes, error)
    }
    switch place {
    case nil: throw .scopeEnded(location)
    case .full: throw .scopeFull(location, ScopeJournal.maximumSlotCount)
    case .slot(let slot): return Ownership(scope: self, slot: slot, entry: entry)
    }
  }

  /// What is written down of a name.
  func entries(named name: String) -> [Ownership] {
    let entries = try? withJournal { journal throws(SystemCallError) in
      journal?.entries(named: name).map { Ownership(scope: self, slot: $0.slot, entry: $0.entry) }
    }
    return entries ?? []
  }

  /// Says that an array has its name; what had the name before is no longer the scope's.
  package func confirm(_ ownership: Ownership) {
    _ = try? withJournal { journal throws(SystemCallError) in journal?.confirm(ownership.slot) }
    releaseFormer(named: ownership.entry.name, except: ownership)
    endIfDue()
  }

  /// Says that the attempt to give an array its name failed.
  ///
  /// After a failed fsync the name may stand: then the array stays the scope's.
  package func abandon(_ ownership: Ownership) {
    if (try? ownership.entry.isNamed(in: root)) == false {
      try? release(ownership)
    }
    _ = try? withJournal { journal throws(SystemCallError) in journal?.confirm(ownership.slot) }
    endIfDue()
  }

  /// Whether an array is still the scope's.
  package func holds(_ ownership: Ownership) -> Bool {
    let holds = try? withJournal { journal throws(SystemCallError) -> Bool? in
      journal?.isEnding == false && journal?.slots[ownership.slot] == ownership.entry
    }
    return holds == true
  }

  /// Frees a slot: what it holds is no longer the scope's.
  ///
  /// - Throws: `SystemCallError`; the array is still the scope's then.
  package func release(_ ownership: Ownership) throws(SystemCallError) {
    _ = try withJournal { journal throws(SystemCallError) in
      try journal?.release(ownership.slot, of: ownership.entry)
    }
  }

  /// Frees the slots of arrays that had a name before another array took it, or before it was removed.
  ///
  /// What is about to get the name, or has it by now, is left alone: other threads are at work.
  ///
  /// - Parameters:
  ///   - name: the name.
  ///   - present: who owns what has the name now, if anybody does.
  func releaseFormer(named name: String, except present: Ownership? = nil) {
    for former in entries(named: name) where former.slot != present?.slot {
      // What does not have its name any more never has it again.
      if (try? former.entry.isNamed(in: root)) == false { try? release(former) }
    }
  }

  /// Removes an array if nobody uses it, and forgets it when its name leads to it no more.
  ///
  /// What cannot be settled now, since others use it, is looked at again by ``settleClosed(atMostEvery:)``,
  /// and when the scope ends.
  package func settle(_ ownership: Ownership) {
    guard let directory = try? ScopeDirectory(makingIn: root), (try? directory.lock()) != nil,
      // It may be another's by now, or persistent.
      holds(ownership)
    else { return }
    var held: [HeldFile] = []
    switch try? ownership.entry.settle(in: root, holding: &held) {
    case .gone, .due: try? release(ownership)
    case .inUse, nil:
      _ = try? withJournal { journal throws(SystemCallError) in
        journal?.noteClosed(ownership.slot)
      }
    }
    directory.end()
  }

  /// Looks again at arrays whose owner has closed them while others had them attached.
  func settleClosed(atMostEvery pause: Duration = .zero) {
    let closed = try? withJournal { journal throws(SystemCallError) in
      journal?.closedEntries(atMostEvery: pause)
    }
    for (slot, entry) in closed ?? [] {
      settle(Ownership(scope: self, slot: slot, entry: entry))
    }
  }

  /// Before the journal grows much: frees the slots of arrays that others have removed or replaced.
  private func sweepIfDue() {
    let entries = try? withJournal { journal throws(SystemCallError) in
      journal?.isDueForSweep == true ? journal?.namedEntries : nil
    }
    for (slot, entry) in entries ?? [] where (try? entry.isNamed(in: root)) == false {
      try? release(Ownership(scope: self, slot: slot, entry: entry))
    }
  }
}
