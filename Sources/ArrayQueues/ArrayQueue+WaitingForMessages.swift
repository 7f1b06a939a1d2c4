import ArrayStore
import MappedFiles
import QueueLayout
import Synchronization

extension ArrayQueue {
  /// Waits until there is something to receive, or the time is over.
  ///
  /// - Returns: false when the time is over.
  func waitForMessages(_ limit: WaitLimit) -> Bool {
    wait(
      words.receivers, receiversSpin, limit, until: { hasWork() }, glance: { hasChanged() },
      more: {
        // Both were just loaded.
        QueueTail(word: words.tail.loadRelaxed()).position > words.head.loadRelaxed() &+ 1
      })
  }

  /// Whether something was sent, or the queue closed, or something given back.
  private func hasChanged() -> Bool {
    let head = words.head.loadAcquiring()
    let tail = QueueTail(word: words.tail.loadAcquiring())
    if tail.position != head { return true }
    // With acknowledgements the end may have to wait for others: that takes a closer look.
    if tail.isClosed, !geometry.acknowledges { return true }
    return geometry.acknowledges
      && words.returns.loadAcquiring() != seenReturns.load(ordering: .relaxed)
  }

  /// Whether it is worth while to look.
  func hasWork() -> Bool {
    let head = words.head.loadAcquiring()
    let tail = QueueTail(word: words.tail.loadAcquiring())
    if tail.position != head { return true }
    if !geometry.acknowledges { return tail.isClosed }
    // Its giver may have died before it counted it.
    var uses = 0
    for number in 0..<geometry.payloadCount {
      let use = words.use(number).loadAcquiring()
      if use == OwnerTag.returned {
        seenReturns.store(.max, ordering: .relaxed)
        return true
      }
      if use != OwnerTag.nobody { uses += 1 }
    }
    return tail.isClosed && uses == 0
  }
}
