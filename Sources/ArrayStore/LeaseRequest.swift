import MappedFiles

/// A lease that could not be had at once: what is asked of whom, and how it waits.
struct LeaseRequest {
  let table: LeaseTable
  private(set) var claim: LeaseClaim
  private let gate: Range<Int>

  init(_ claim: LeaseClaim, _ attachment: Attachment) throws(LeaseRefusal) {
    table = try attachment.file.leases
    self.claim = claim
    gate = attachment.gate
  }

  /// Looks, before it waits, what the thread holds through other handles.
  ///
  /// - Throws: ``LeaseRefusal``.
  mutating func prepareToWait() throws(LeaseRefusal) {
    for other in LeaseRegistry.others(table) {
      let holdsLease = try other.withLock { state throws(LeaseRefusal) in
        try state.isNested(claim)
      }
      if holdsLease { claim.isNested = true }
    }
  }

  /// Goes as far as can be gone without waiting.
  func advance() throws(LeaseRefusal) -> LeaseTable.Progress {
    try table.monitor.withLock { state throws(LeaseRefusal) in try advance(&state) }
  }

  func advance(_ state: inout LeaseTable.State) throws(LeaseRefusal) -> LeaseTable.Progress {
    do throws(SystemCallError) {
      let progress = try state.advance(claim, table.locks.descriptor, gate: gate)
      if progress == .granted { table.wakeQueue(state) }
      return progress
    } catch {
      throw .system(error)
    }
  }

  /// Waits in the kernel for the gate.
  func waitAtGate() throws(LeaseRefusal) {
    try lock(gate)
    table.monitor.withLock { $0.enterGate(claim) }
  }

  /// Waits in the kernel for the rows, as the table has been told.
  ///
  /// - Returns: whether the lease is taken now.
  func waitForRows() throws(LeaseRefusal) -> Bool {
    try lock(claim.bytes)
    return try table.monitor.withLock { state throws(LeaseRefusal) in
      do throws(SystemCallError) {
        let isTaken = try state.leaveKernel(claim, table.locks.descriptor, gate: gate)
        table.wakeQueue(state)
        return isTaken
      } catch {
        throw .system(error)
      }
    }
  }

  /// Gives it up.
  func abandon() {
    table.monitor.withLock { state in
      state.abandon(claim, table.locks.descriptor, gate: gate)
      table.wakeQueue(state)
    }
  }

  private func lock(_ bytes: Range<Int>) throws(LeaseRefusal) {
    do {
      try table.locks.descriptor.lock(claim.kind, bytes)
    } catch {
      throw .system(error)
    }
  }
}
