import ArrayStore
import MappedFiles
import QueueLayout
import Synchronization

extension ArrayQueue {
  /// Sends a payload that this handle has on loan.
  ///
  /// - Parameters:
  ///   - payload: its number.
  ///   - limit: how long to wait for the role.
  ///   - sending: the entry of an array that it hands over.
  /// - Throws: ``ArrayQueueError`` `.closed`, `.roleTaken`, `.timedOut`, `.store`, `.damaged`,
  ///   `.forked`; the
  ///   loan is still the caller's then.
  func commit(
    _ payload: Int, _ limit: WaitLimit, _ sending: Ownership? = nil
  ) throws(ArrayQueueError) {
    // A child may have been forked while the message was filled.
    try checkProcess()
    try takeToCommit(limit)
    let refusal = append(payload, sending)
    give(.producer)
    switch refusal {
    case .none: break
    case .closed: throw .closed(location)
    case .noPayload(let place, let number):
      throw .damaged(location, reason: "place \(place) of its ring names payload \(number)")
    }
    // The tail was exchanged.
    words.receivers.signal(isExchanged: true)
    prefetchToSend()
  }

  /// Takes the role for a message that is filled.
  ///
  /// Others have it for microseconds, and the message is not to be lost for those where filling it
  /// took the caller's time; unless the caller does not want to wait at all.
  private func takeToCommit(_ limit: WaitLimit) throws(ArrayQueueError) {
    if producing.takeKept() { return }
    let isOver = limit.timeout != .zero && limit.nanoseconds(atMost: Self.slice) < Self.slice
    do throws(ArrayQueueError) {
      try take(.producer, isOver ? WaitLimit(.nanoseconds(Self.slice)) : limit)
    } catch {
      if case .timedOut = error { throw timedOut(.producer, limit.timeout) }
      throw error
    }
  }

  /// Lets the processor fetch what one of the next messages is likely to need: it lies in the
  /// receiver's cache.
  @inline(__always)
  private func prefetchToSend() {
    // Nothing is ordered by either.
    let payload = payloads.number(hint.load(ordering: .relaxed) + Self.lookahead)
    words.use(payload).prefetch()
    payloads.known(payload)?.prefetchToStore()
    let position = words.tail.loadRelaxed() & ~QueueTail.closedBit
    words.ring(position + UInt64(Self.lookahead)).prefetchToStore()
  }

  /// Why a payload was not sent.
  ///
  /// Small, since it is made for every message.
  private enum Refusal {
    case closed
    case noPayload(place: UInt64, UInt64)
  }

  /// What is done with the role: no return but at the end, so that it is always given back.
  private func append(_ payload: Int, _ sending: Ownership?) -> Refusal? {
    // Acquiring: pairs with the commit of the last sender.
    let tail = QueueTail(word: words.tail.loadAcquiring())
    if tail.isClosed { return .closed }
    let next = tail.position + 1
    let place = words.ring(tail.position)
    let old = place.loadRelaxed()
    guard old < UInt64(geometry.payloadCount) else {
      return .noPayload(place: tail.position, old)
    }
    // One who died before the commit was to send that payload here: this one's commit must not make
    // it look sent. Everything from here to the commit is published by it.
    if words.at(Int(old)).loadRelaxed() == next { words.at(Int(old)).storeRelaxed(0) }
    place.storeRelaxed(UInt64(payload))
    words.at(payload).storeRelaxed(next)
    // The commit. Releasing: pairs with the acquiring loads of `tail` by receivers, who then see the
    // message; it fails only because the queue was closed.
    guard words.tail.replace(tail.word, with: next) else { return .closed }
    // The array is the queue's now. As long as its entry stands the loan has to, by which that is
    // judged: what cannot be freed keeps the payload until this handle goes.
    if let sending, (try? sending.scope.release(sending)) == nil { return nil }
    // Releasing: pairs with the exchange of the next loan.
    words.loan(payload).storeReleasing(OwnerTag.nobody)
    return nil
  }
}
