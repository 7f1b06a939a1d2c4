import MappedFiles

extension LeaseTable {
  /// Who holds leases through one descriptor, and who waits for them.
  struct State {
    private(set) var held: [LeaseClaim] = []
    /// Who waits, in the order in which they came.
    private var queue: [LeaseClaim] = []
    /// Those of them that wait in the kernel for the rows, outside of the monitor.
    private var inKernel: [LeaseClaim] = []
    /// Those of these whose rows, or some, another thread has let go of meanwhile.
    private var cut: Set<Int> = []
    /// Who has locked the gate.
    private var gateHolder: Int?
    private var lastNumber = 0
    /// How many leases may still be taken without a look at the gate, which costs a third of one.
    private var unseenReads = 0
    private var unseenWrites = 0

    /// So a reader has two turns at most: the one in which a writer came to the gate, and this.
    private static let mostUnseenReads = 1
    /// So often exclusive leases overtake who waits at the gate.
    private static let mostUnseenWrites = 8

    /// Whether anybody waits for a change.
    var hasQueue: Bool { !queue.isEmpty }

    mutating func newNumber() -> Int {
      lastNumber += 1
      return lastNumber
    }

    /// Whether the thread holds another lease; one that excludes this is an error.
    func isNested(_ claim: LeaseClaim) throws(LeaseRefusal) -> Bool {
      guard claim.thread != LeaseClaim.noThread else { return false }
      var isNested = false
      for other in held where other.thread == claim.thread {
        if other.conflicts(with: claim) { throw .heldByThisThread(other) }
        isNested = true
      }
      return isNested
    }

    /// Counts a lease as another thread's.
    mutating func hand(_ number: Int, to thread: Int) {
      guard let place = held.firstIndex(where: { $0.number == number }) else { return }
      held[place].thread = thread
    }

    /// Takes the lease if neither a thread nor the kernel is in the way.
    mutating func take(
      _ claim: LeaseClaim, _ file: borrowing OwnedFile, gate: Range<Int>
    ) throws(SystemCallError) -> Bool {
      if isBlocked(claim) || isOvertaking(claim) { return false }
      if gateHolder != claim.number, !claim.isNested, try isQueueing(claim, file, gate) {
        return false
      }
      guard try file.tryLock(claim.kind, claim.bytes) else { return false }
      try grant(claim, file, gate: gate)
      return true
    }

    /// Goes as far as can be gone without waiting.
    mutating func advance(
      _ claim: LeaseClaim, _ file: borrowing OwnedFile, gate: Range<Int>
    ) throws(SystemCallError) -> Progress {
      if try take(claim, file, gate: gate) { return .granted }
      if !queue.contains(where: { $0.number == claim.number }) { queue.append(claim) }
      if claim.isNested { return isBlocked(claim) ? .waitsForThreads : .waitsForRows }
      guard queue.first(where: { !$0.isNested })?.number == claim.number else {
        return .waitsForThreads
      }
      if gateHolder != claim.number {
        guard try file.tryLock(claim.kind, gate) else { return .waitsAtGate }
        gateHolder = claim.number
      }
      if isBlocked(claim) { return .waitsForThreads }
      guard try file.tryLock(claim.kind, claim.bytes) else { return .waitsForRows }
      try grant(claim, file, gate: gate)
      return .granted
    }

    /// The gate was locked outside of the monitor.
    mutating func enterGate(_ claim: LeaseClaim) {
      gateHolder = claim.number
    }

    /// The thread goes to wait in the kernel for the rows.
    mutating func enterKernel(_ claim: LeaseClaim) {
      inKernel.append(claim)
    }

    /// It is back, and has locked them.
    ///
    /// - Returns: whether the lease is its own now. Otherwise another thread has let go of some of
    ///   the bytes meanwhile, and all begins anew.
    mutating func leaveKernel(
      _ claim: LeaseClaim, _ file: borrowing OwnedFile, gate: Range<Int>
    ) throws(SystemCallError) -> Bool {
      inKernel.removeAll { $0.number == claim.number }
      if cut.remove(claim.number) == nil {
        try grant(claim, file, gate: gate)
        return true
      }
      try unlock(claim.bytes, file)
      return false
    }

    /// The claim is given up, whatever came of it.
    mutating func abandon(
      _ claim: LeaseClaim, _ file: borrowing OwnedFile, gate: Range<Int>
    ) {
      inKernel.removeAll { $0.number == claim.number }
      cut.remove(claim.number)
      queue.removeAll { $0.number == claim.number }
      try? leaveGate(claim, file, gate: gate)
    }

    /// Lets go of a lease: the kernel's lock on a byte goes with its last holder.
    mutating func release(
      _ number: Int, _ file: borrowing OwnedFile
    ) throws(SystemCallError) {
      guard let place = held.lastIndex(where: { $0.number == number }) else { return }
      let bytes = held.remove(at: place).bytes
      for claim in inKernel where claim.bytes.overlaps(bytes) { cut.insert(claim.number) }
      try unlock(bytes, file)
    }

    /// Whether a thread has the rows, or is in the kernel to get them.
    private func isBlocked(_ claim: LeaseClaim) -> Bool {
      held.contains { $0.conflicts(with: claim) }
        || inKernel.contains { $0.number != claim.number && $0.conflicts(with: claim) }
    }

    /// Whether somebody waits already for what this claim would take away.
    private func isOvertaking(_ claim: LeaseClaim) -> Bool {
      if claim.isNested { return false }
      for earlier in queue {
        if earlier.number == claim.number { return false }
        if earlier.conflicts(with: claim) { return true }
      }
      return false
    }

    /// Whether somebody waits at the gate who is not to be overtaken.
    private mutating func isQueueing(
      _ claim: LeaseClaim, _ file: borrowing OwnedFile, _ gate: Range<Int>
    ) throws(SystemCallError) -> Bool {
      // Who joins others always looks: they could hold the rows in turns, and for ever.
      let mayBeUnseen = held.isEmpty && !claim.isTrial
      switch claim.kind {
      case .shared where mayBeUnseen && unseenReads > 0:
        unseenReads -= 1
        return false
      case .exclusive where mayBeUnseen && unseenWrites > 0:
        unseenWrites -= 1
        return false
      default: break
      }
      let isLocked = try file.isLocked(against: claim.kind, gate)
      switch claim.kind {
      case .shared: unseenReads = isLocked ? 0 : Self.mostUnseenReads
      case .exclusive: unseenWrites = isLocked ? 0 : Self.mostUnseenWrites
      }
      return isLocked
    }

    private mutating func grant(
      _ claim: LeaseClaim, _ file: borrowing OwnedFile, gate: Range<Int>
    ) throws(SystemCallError) {
      held.append(claim)
      if queue.isEmpty { return }
      queue.removeAll { $0.number == claim.number }
      try leaveGate(claim, file, gate: gate)
    }

    private mutating func leaveGate(
      _ claim: LeaseClaim, _ file: borrowing OwnedFile, gate: Range<Int>
    ) throws(SystemCallError) {
      guard gateHolder == claim.number else { return }
      gateHolder = nil
      try file.unlock(gate)
    }

    /// Unlocks those of some bytes that no lease covers.
    private func unlock(
      _ bytes: Range<Int>, _ file: borrowing OwnedFile
    ) throws(SystemCallError) {
      if held.isEmpty { return try file.unlock(bytes) }
      var start = bytes.lowerBound
      let others = held.lazy.map(\.bytes).filter { $0.overlaps(bytes) }
      for other in others.sorted(by: { $0.lowerBound < $1.lowerBound }) {
        if start < other.lowerBound { try file.unlock(start..<other.lowerBound) }
        start = max(start, other.upperBound)
      }
      if start < bytes.upperBound { try file.unlock(start..<bytes.upperBound) }
    }
  }
}
