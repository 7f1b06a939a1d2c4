import ArrayStore
import MappedFiles
import QueueLayout
import Synchronization

extension ArrayQueue {
  /// Takes a free payload to fill it.
  ///
  /// - Returns: its number; nil when none became free in time.
  /// - Throws: ``ArrayQueueError`` `.closed`.
  func loan(_ limit: WaitLimit) throws(ArrayQueueError) -> Int? {
    while true {
      // Acquiring: pairs with the closing.
      if QueueTail(word: words.tail.loadAcquiring()).isClosed { throw .closed(location) }
      if let payload = claim() { return payload }
      let isReady = wait(
        words.senders, sendersSpin, limit,
        until: { QueueTail(word: words.tail.loadAcquiring()).isClosed || hasFree() },
        glance: {
          // Most often they become free in the order in which they were sent.
          QueueTail(word: words.tail.loadAcquiring()).isClosed
            || isAtHand(hint.load(ordering: .relaxed))
        },
        more: { isAtHand(payloads.number(hint.load(ordering: .relaxed) + 1)) })
      if !isReady { return nil }
    }
  }

  /// Gives up a loan.
  @usableFromInline
  func dropLoan(_ payload: Int) {
    // In a forked child it is the parent's.
    guard ProcessForks.generation == forkGeneration else { return }
    // Releasing: pairs with the exchange of the next loan.
    words.loan(payload).storeReleasing(OwnerTag.nobody)
    words.senders.signal()
  }

  private func claim() -> Int? {
    // Where to look first: nothing is ordered by it.
    let first = hint.load(ordering: .relaxed)
    for step in 0..<geometry.payloadCount {
      var payload = first + step
      if payload >= geometry.payloadCount { payload -= geometry.payloadCount }
      // Only to save the exchange; the look after it decides.
      guard words.loan(payload).loadRelaxed() == OwnerTag.nobody, isFree(payload) else { continue }
      // Acquiring: pairs with the releasing store of its last sender, or of who swept it; then its
      // `at` and the `tail` that it was sent at are seen.
      guard words.loan(payload).replaceAcquiring(OwnerTag.nobody, with: tag.word) else { continue }
      if isFree(payload) {
        words.at(payload).storeRelaxed(0)
        // Not stored to without need: its line is the receivers'.
        if words.kind(payload).loadRelaxed() != 0 { words.kind(payload).storeRelaxed(0) }
        let next = payload + 1
        hint.store(next == geometry.payloadCount ? 0 : next, ordering: .relaxed)
        return payload
      }
      // Somebody may have skipped it for this claim and sleep, while it became free.
      dropLoan(payload)
    }
    return nil
  }

  private func hasFree() -> Bool {
    (0..<geometry.payloadCount).contains {
      words.loan($0).loadRelaxed() == OwnerTag.nobody && isFree($0)
    }
  }

  /// Whether a payload is free, at a glance.
  private func isAtHand(_ payload: Int) -> Bool {
    words.use(payload).loadRelaxed() == OwnerTag.nobody
      && words.loan(payload).loadRelaxed() == OwnerTag.nobody && isFree(payload)
  }

  /// Whether a payload is neither queued nor received, in this order: between the two it is both.
  private func isFree(_ payload: Int) -> Bool {
    let position = words.at(payload).loadRelaxed()
    // `head` never goes back: what this handle has seen of it is most often enough, and leaves the
    // receivers their cache line. Acquiring: pairs with the storing below.
    if knownHead.load(ordering: .acquiring) < position {
      // Acquiring: `tail` pairs with the commit of its sender; `head` with the commit of its
      // receiver, whose tag in `use` is then seen.
      let tail = QueueTail(word: words.tail.loadAcquiring()).position
      let head = words.head.loadAcquiring()
      knownHead.store(head, ordering: .releasing)
      if position <= tail, head < position { return false }
    }
    // Acquiring: pairs with the releasing store of its receiver, who has done with the payload.
    return words.use(payload).loadAcquiring() == OwnerTag.nobody
  }
}
