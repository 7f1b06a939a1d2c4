import ArrayStore
import MappedFiles
import QueueLayout
import Synchronization

extension ArrayQueue {
  /// Gives back what dead peers had.
  ///
  /// Any number of handles may do so at a time, and be killed meanwhile: each step is one
  /// compare-and-exchange of a tag that is never used again.
  func sweep() {
    lastSweep.store(Int64(bitPattern: Self.now() / 1_000_000), ordering: .relaxed)
    var known: [OwnerTag: Bool] = [tag: false]
    func isDead(_ word: UInt64) -> Bool {
      guard let owner = OwnerTag(word) else { return false }
      if let dead = known[owner] { return dead }
      let dead = isGone(owner)
      known[owner] = dead
      return dead
    }
    var areArraysDead = false
    for payload in 0..<geometry.payloadCount {
      // Acquiring: pairs with the loan's exchange, so that the owner's generation is seen as well.
      let loan = words.loan(payload).loadAcquiring()
      // A stale kind costs no more than a look.
      let isArray = words.kind(payload).loadRelaxed() == QueueGeometry.arrayKind
      if isDead(loan) {
        if isArray {
          areArraysDead = true
          continue
        }
        // Releasing: pairs with the exchange of the next loan. Whether it was sent is told by `at`.
        if words.loan(payload).replace(loan, with: OwnerTag.nobody) { words.senders.signal() }
      }
      // Acquiring: pairs with the exchange that delivers again; the store of a receiver is followed
      // by that of `head`.
      let use = words.use(payload).loadAcquiring()
      if isDead(use) {
        if isArray { areArraysDead = true } else { takeBack(payload, from: use) }
      }
    }
    // By their words entries in journals are judged, so that takes the namespace lock.
    if areArraysDead { settleArrays() }
  }

  /// Takes a message from its dead receiver.
  private func takeBack(_ payload: Int, from owner: UInt64) {
    // `at` before `head`: it is still queued, so its receiver died before the commit, and the next
    // one stores over its tag. Acquiring: pairs with the commit of a receiver.
    let position = words.at(payload).loadRelaxed()
    if position > words.head.loadAcquiring() { return }
    if geometry.acknowledges {
      // Releasing: pairs with the exchange of who receives it again.
      guard words.use(payload).replace(owner, with: OwnerTag.returned) else { return }
      words.returns.increment()
      words.receivers.signal()
    } else {
      // Releasing: pairs with the acquiring load of `use` in a loan.
      guard words.use(payload).replace(owner, with: OwnerTag.nobody) else { return }
      words.lost.increment()
      words.senders.signal()
    }
  }

  /// Whether no thread can store under a tag any more.
  private func isGone(_ owner: OwnerTag) -> Bool {
    // Acquiring: pairs with the releasing store of joining.
    let generation = words.generation(owner.slot).loadAcquiring()
    if generation & OwnerTag.generations != owner.generation {
      return true
    }
    // The kernel lets go of the lock when the last thread can no longer run. A refusal tells nothing.
    let isLocked = try? file.isLocked(against: .exclusive, QueueGeometry.slot(owner.slot))
    return isLocked == false
  }
}
