extension ArrayQueue {
  /// Sends a payload that this handle has on loan.
  ///
  /// - Throws: ``ArrayQueueError`` `.closed`, `.roleTaken`, `.timedOut`, `.store`, `.damaged`; the
  ///   loan is still the caller's then.
  func commit(_ payload: Int, _ limit: WaitLimit) throws(ArrayQueueError) {
    try take(.producer, limit)
    let refusal = append(payload)
    give(.producer)
    if let refusal { throw refusal }
    words.receivers.signal()
  }

  /// What is done with the role: no return but at the end, so that it is always given back.
  private func append(_ payload: Int) -> ArrayQueueError? {
    // Acquiring: pairs with the commit of the last sender.
    let tail = Tail(word: words.tail.loadAcquiring())
    if tail.isClosed { return .closed(location) }
    let next = tail.position + 1
    let place = words.ring(tail.position)
    let old = place.loadRelaxed()
    guard old < UInt64(geometry.payloadCount) else {
      return .damaged(location, reason: "place \(tail.position) of its ring names payload \(old)")
    }
    // One who died before the commit was to send that payload here: this one's commit must not make
    // it look sent. Everything from here to the commit is published by it.
    if words.at(Int(old)).loadRelaxed() == next { words.at(Int(old)).storeRelaxed(0) }
    place.storeRelaxed(UInt64(payload))
    words.at(payload).storeRelaxed(next)
    // The commit. Releasing: pairs with the acquiring loads of `tail` by receivers, who then see the
    // message; it fails only because the queue was closed.
    guard words.tail.replace(tail.word, with: next) else { return .closed(location) }
    // Releasing: pairs with the exchange of the next loan.
    words.loan(payload).storeReleasing(OwnerTag.nobody)
    return nil
  }
}
