import MappedFiles

/// The leases of a handle's threads.
///
/// The kernel tells descriptors apart and not threads, so the threads that use one wait for each
/// other here, and its lock on a byte stays until the last of them lets go.
///
/// Who is refused waits in three steps. First for the threads of this handle that came before.
/// Then at the gate, a byte that a waiting writer locks exclusively and a waiting reader shared:
/// who comes looks there first, so that a writer lets those finish who have the rows, and nobody
/// new comes in. Then for the rows. At most one thread of a handle is behind the first step.
final class LeaseTable: Sendable {
  let monitor = Monitor(State())
  let file: FileNumber
  let locks: LockFile

  init(_ locks: LockFile) throws(SystemCallError) {
    self.locks = locks
    file = try locks.descriptor.status().number
    LeaseRegistry.add(self)
  }

  deinit {
    LeaseRegistry.remove(self)
  }

  /// Takes a lease if nobody is in the way.
  ///
  /// - Throws: ``LeaseRefusal``.
  func take(
    _ claim: inout LeaseClaim, _ attachment: Attachment
  ) throws(LeaseRefusal) -> Bool {
    try monitor.withLock { state throws(LeaseRefusal) in
      claim.number = state.newNumber()
      claim.isNested = try state.isNested(claim)
      do throws(SystemCallError) {
        return try state.take(claim, locks.descriptor, gate: attachment.gate)
      } catch {
        throw .system(error)
      }
    }
  }

  /// Lets go of a lease.
  func release(_ number: Int) {
    monitor.withLock { state in
      try? state.release(number, locks.descriptor)
      wakeQueue(state)
    }
  }

  /// Wakes those who wait for the state to become what it is now.
  func wakeQueue(_ state: borrowing State) {
    if state.hasQueue { monitor.wakeAll() }
  }

  /// What a claim has come to.
  enum Progress {
    case granted
    /// Threads of this handle come first.
    case waitsForThreads
    /// Somebody else has the gate.
    case waitsAtGate
    /// Somebody else has the rows.
    case waitsForRows
  }
}
