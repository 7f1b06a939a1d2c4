import Synchronization

/// A payload that this handle has received.
struct TakenPayload {
  let number: Int
  let isRedelivered: Bool
}

extension ArrayQueue {
  /// What there is to receive.
  private enum Finding {
    case message(TakenPayload)
    /// Nothing now.
    case nothing
    /// Nothing ever again.
    case end
  }

  /// Receives a payload.
  ///
  /// - Returns: nil when none came in time.
  /// - Throws: ``ArrayQueueError`` `.ended`, `.roleTaken`, `.timedOut`, `.store`, `.damaged`.
  func takeMessage(_ limit: WaitLimit) throws(ArrayQueueError) -> TakenPayload? {
    if geometry.acknowledges, received.wrappingAdd(1, ordering: .relaxed).newValue % 1024 == 0 {
      // Who is always busy never sleeps, and would never see what the dead have had.
      sweep()
    }
    while true {
      switch try look(limit) {
      case .message(let message): return message
      case .end: throw .ended(location)
      case .nothing: break
      }
      let isReady = wait(words.receivers, receiversSpin, limit) { hasWork() }
      if !isReady { return nil }
    }
  }

  private func look(_ limit: WaitLimit) throws(ArrayQueueError) -> Finding {
    if let message = takeReturned() { return .message(message) }
    guard let tail = tailIfEmpty() else { return try takeQueued(limit) }
    return finding(whenEmpty: tail)
  }

  /// `tail`, when nothing is queued.
  private func tailIfEmpty() -> Tail? {
    // `head` first, so that it is not beyond the `tail` that is loaded later. Acquiring: `head` pairs
    // with the commit of the last receiver, `tail` with that of the sender and with the closing.
    let head = words.head.loadAcquiring()
    let tail = Tail(word: words.tail.loadAcquiring())
    return tail.position == head ? tail : nil
  }

  private func takeQueued(_ limit: WaitLimit) throws(ArrayQueueError) -> Finding {
    try take(.consumer, limit)
    let result = advance()
    give(.consumer)
    return try result.get()
  }

  /// What is done with the role: it always returns, so that the role is always given back.
  private func advance() -> Result<Finding, ArrayQueueError> {
    // As in `tailIfEmpty`; with the role nobody else moves `head`.
    let head = words.head.loadAcquiring()
    let tail = Tail(word: words.tail.loadAcquiring())
    if tail.position == head { return .success(finding(whenEmpty: tail)) }
    guard tail.position > head, tail.position - head <= UInt64(geometry.payloadCount) else {
      return .failure(
        .damaged(location, reason: "it received \(head) messages of \(tail.position)"))
    }
    // What the sender stored before its commit.
    let number = words.ring(head).loadRelaxed()
    guard number < UInt64(geometry.payloadCount), words.kind(Int(number)).loadRelaxed() == 0 else {
      return .failure(
        .damaged(location, reason: "place \(head) of its ring names payload \(number)"))
    }
    // Published by the commit. It may hold the tag of one who died before it.
    words.use(Int(number)).storeRelaxed(tag.word)
    // The commit. Releasing: pairs with the acquiring loads of `head` by the next receiver, by loans
    // and by sweeps.
    words.head.storeReleasing(head + 1)
    return .success(.message(TakenPayload(number: Int(number), isRedelivered: false)))
  }

  /// Takes a message that was given back, if one was since this handle last looked.
  private func takeReturned() -> TakenPayload? {
    guard geometry.acknowledges else { return nil }
    // Acquiring: pairs with the counting of who gave one back, after its store.
    let returns = words.returns.loadAcquiring()
    if returns == seenReturns.load(ordering: .relaxed) { return nil }
    for number in 0..<geometry.payloadCount where takeReturned(number) {
      return TakenPayload(number: number, isRedelivered: true)
    }
    seenReturns.store(returns, ordering: .relaxed)
    return nil
  }

  private func takeReturned(_ number: Int) -> Bool {
    // Acquiring, the commit: pairs with the releasing store of who gave it back.
    words.use(number).loadRelaxed() == OwnerTag.returned
      && words.use(number).replaceAcquiring(OwnerTag.returned, with: tag.word)
  }

  /// What an empty ring means.
  private func finding(whenEmpty tail: Tail) -> Finding {
    guard tail.isClosed else { return .nothing }
    if !geometry.acknowledges { return .end }
    // Closed and empty is for ever, so a word that has become 0 stays 0.
    var holdsOne = false
    var othersHold = false
    for number in 0..<geometry.payloadCount {
      if takeReturned(number) {
        return .message(TakenPayload(number: number, isRedelivered: true))
      }
      // Acquiring: pairs with the acknowledgement.
      let use = words.use(number).loadAcquiring()
      if use == tag.word { holdsOne = true } else if use != OwnerTag.nobody { othersHold = true }
    }
    // Who holds some itself does not wait for the others': two would wait for each other.
    return othersHold && !holdsOne ? .nothing : .end
  }

  /// Whether it is worth while to look.
  private func hasWork() -> Bool {
    let head = words.head.loadAcquiring()
    let tail = Tail(word: words.tail.loadAcquiring())
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
