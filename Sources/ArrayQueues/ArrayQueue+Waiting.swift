import Synchronization

extension ArrayQueue {
  /// The longest sleep, in nanoseconds: a wake-up that a dead peer never gave costs no more, and after it dead peers
  /// are looked for.
  static var slice: Int64 { 100_000_000 }

  /// Waits until there is something to do, or the time is over.
  ///
  /// - Parameters:
  ///   - side: whose signal to sleep for.
  ///   - budget: how long to spin first.
  ///   - limit: how long to wait.
  ///   - isReady: whether there is something to do.
  ///   - isLikely: the same at a glance, for spinning: it may say no where there is something.
  ///   - isMore: whether there is likely to be even more to do than one thing.
  /// - Returns: false when the time is over.
  @inline(__always)
  func wait(
    _ side: WaitingSide, _ budget: SpinBudget, _ limit: WaitLimit, until isReady: () -> Bool,
    glance isLikely: () -> Bool, more isMore: () -> Bool
  ) -> Bool {
    // Who only ever tries does not sleep, and must get back what the dead had, too.
    let now = Self.now()
    sweepIfDue(now)
    if limit.isOver { return isReady() }
    if budget.spin(at: now, until: isLikely, isMore: isMore) { return true }
    while true {
      let rest = limit.nanoseconds(atMost: Self.slice)
      if side.sleep(upTo: rest, unless: isReady) || isReady() { return true }
      if limit.isOver { return false }
      sweepIfDue(Self.now())
    }
  }

  /// Looks for dead peers if nobody of this handle has for a slice.
  private func sweepIfDue(_ now: UInt64) {
    // Only a measure: nothing is ordered by it.
    let now = Int64(bitPattern: now / 1_000_000)
    let last = lastSweep.load(ordering: .relaxed)
    // A clock that was set back counts as due.
    if now >= last, now - last < Self.slice / 1_000_000 { return }
    sweep()
  }
}
