import ArrayStore
import Glibc
import MappedFiles
import QueueLayout
import Synchronization

extension ArrayQueue {
  /// What there is to receive.
  enum Finding {
    case message(TakenPayload)
    /// An array, once what its receiver needs is at hand.
    indirect case array(JournalEntry)
    /// An array whose last receiver died before its commit, and still has an entry for it.
    case unsettled
    /// Nothing now.
    case nothing
    /// Nothing ever again.
    case end
  }

  /// Receives a message.
  ///
  /// - Returns: nil when none came in time.
  /// - Throws: ``ArrayQueueError`` `.ended`, `.roleTaken`, `.timedOut`, `.store`, `.damaged`,
  ///   `.notAnArray`, `.arrayLost`.
  func takeMessage(
    _ limit: WaitLimit, _ wanted: WantedMessage
  ) throws(ArrayQueueError) -> TakenPayload? {
    sweepWhenBusy()
    var prepared: PreparedArray?
    while true {
      switch try look(limit, wanted, prepared) {
      case .message(let message): return message
      case .end: throw .ended(location)
      case .array(let entry):
        prepared = try prepare(entry)
        continue
      case .unsettled:
        settleArrays()
        if limit.isOver { return nil }
        usleep(1000)
        continue
      case .nothing: break
      }
      if !waitForMessages(limit) { return nil }
    }
  }

  /// Looks for dead peers now and then: who is always busy never sleeps, and would never see what the
  /// dead have had.
  func sweepWhenBusy() {
    if geometry.acknowledges, received.wrappingAdd(1, ordering: .relaxed).newValue % 1024 == 0 {
      sweep()
    }
  }

  func look(
    _ limit: WaitLimit, _ wanted: WantedMessage, _ prepared: PreparedArray?
  ) throws(ArrayQueueError) -> Finding {
    if let number = takeReturned() { return try returned(number, wanted) }
    guard let tail = tailIfEmpty() else { return try takeQueued(limit, wanted, prepared) }
    return try finding(whenEmpty: tail, wanted)
  }

  /// `tail`, when nothing is queued.
  func tailIfEmpty() -> QueueTail? {
    // `head` first, so that it is not beyond the `tail` that is loaded later. Acquiring: `head` pairs
    // with the commit of the last receiver, `tail` with that of the sender and with the closing.
    let head = words.head.loadAcquiring()
    let tail = tail(after: head)
    return tail.position == head ? tail : nil
  }

  /// `tail`, or what this handle has seen of it if that was beyond a `head`: it never goes back, and
  /// so the senders keep their cache line.
  func tail(after head: UInt64) -> QueueTail {
    // Acquiring: pairs with the storing below.
    let known = QueueTail(word: knownTail.load(ordering: .acquiring))
    if known.position > head { return known }
    let tail = QueueTail(word: words.tail.loadAcquiring())
    knownTail.store(tail.word, ordering: .releasing)
    return tail
  }

  private func takeQueued(
    _ limit: WaitLimit, _ wanted: WantedMessage, _ prepared: PreparedArray?
  ) throws(ArrayQueueError) -> Finding {
    try take(.consumer, limit)
    let step = advance(wanted)
    if case .array(let number, let head) = step {
      let result = advance(over: number, at: head, prepared)
      give(.consumer)
      guard case .message(var message) = try result.get(), let array = message.array else {
        return try result.get()
      }
      message.array = finish(array, message.number)
      return .message(message)
    }
    give(.consumer)
    switch step {
    case .taken(let number):
      return .message(TakenPayload(number: number, isRedelivered: false))
    // The look at the end is for later, without the role.
    case .empty, .array: return .nothing
    case .elements: throw .notAnArray(location)
    case .impossible(let head, let tail):
      throw .damaged(location, reason: "it received \(head) messages of \(tail)")
    case .noPayload(let head, let number):
      throw .damaged(location, reason: "place \(head) of its ring names payload \(number)")
    }
  }

  /// What came of the attempt to move `head`.
  ///
  /// Small, since it is made for every message.
  private enum Step {
    case taken(Int)
    case empty
    /// An array, which takes more.
    case array(Int, head: UInt64)
    /// Elements, and an array is wanted.
    case elements
    case impossible(head: UInt64, tail: UInt64)
    case noPayload(place: UInt64, UInt64)
  }

  /// What is done with the role: it always returns, so that the role is always given back.
  private func advance(_ wanted: WantedMessage) -> Step {
    // As in `tailIfEmpty`; with the role nobody else moves `head`.
    let head = words.head.loadAcquiring()
    let tail = tail(after: head)
    if tail.position == head { return .empty }
    guard tail.position > head, tail.position - head <= UInt64(geometry.payloadCount) else {
      return .impossible(head: head, tail: tail.position)
    }
    // What the sender stored before its commit.
    let number = words.ring(head).loadRelaxed()
    guard number < UInt64(geometry.payloadCount) else {
      return .noPayload(place: head, number)
    }
    let kind = words.kind(Int(number)).loadRelaxed()
    if kind == QueueGeometry.arrayKind { return .array(Int(number), head: head) }
    guard kind < QueueGeometry.arrayKind else {
      return .noPayload(place: head, number)
    }
    if wanted == .array { return .elements }
    receive(Int(number), at: head)
    return .taken(Int(number))
  }

  /// Makes a queued message this handle's, with the role.
  @inline(__always)
  func receive(_ number: Int, at head: UInt64) {
    // Published by the commit. It may hold the tag of one who died before it.
    words.use(number).storeRelaxed(tag.word)
    // The commit. Releasing: pairs with the acquiring loads of `head` by the next receiver, by loans
    // and by sweeps.
    words.head.storeReleasing(head + 1)
    let next = number + 1
    nextPayload.store(next == geometry.payloadCount ? 0 : next, ordering: .relaxed)
  }

  /// Lets the processor fetch at once what the next message lies in, most likely, and what one a few
  /// places on does if it was sent already.
  ///
  /// What has not been sent is left to its sender's processor.
  @inline(__always)
  func prefetchToReceive(at head: UInt64, _ tail: QueueTail) {
    // Nothing is ordered by it.
    let payload = nextPayload.load(ordering: .relaxed)
    prefetchToReceive(payload)
    guard tail.position - head > UInt64(Self.lookahead) else { return }
    words.ring(head + UInt64(Self.lookahead)).prefetch()
    prefetchToReceive(payloads.number(payload + Self.lookahead))
  }

  @inline(__always)
  private func prefetchToReceive(_ payload: Int) {
    words.use(payload).prefetchToStore()
    payloads.known(payload)?.prefetch()
  }

  /// How many messages ahead the processor fetches what they lie in.
  static var lookahead: Int { 4 }

  /// Takes a message that was given back, if one was since this handle last looked.
  private func takeReturned() -> Int? {
    guard geometry.acknowledges else { return nil }
    // Acquiring: pairs with the counting of who gave one back, after its store.
    let returns = words.returns.loadAcquiring()
    if returns == seenReturns.load(ordering: .relaxed) { return nil }
    for number in 0..<geometry.payloadCount where takeReturned(number) { return number }
    seenReturns.store(returns, ordering: .relaxed)
    return nil
  }

  private func takeReturned(_ number: Int) -> Bool {
    // Acquiring, the commit: pairs with the releasing store of who gave it back.
    words.use(number).loadRelaxed() == OwnerTag.returned
      && words.use(number).replaceAcquiring(OwnerTag.returned, with: tag.word)
  }

  /// A message that was given back and is this handle's now.
  private func returned(
    _ number: Int, _ wanted: WantedMessage
  ) throws(ArrayQueueError) -> Finding {
    // Published by its sender's commit.
    if words.kind(number).loadRelaxed() == QueueGeometry.arrayKind {
      return .message(try returnedArray(number))
    }
    if wanted == .array {
      letGo(number, isDone: false)
      throw .notAnArray(location)
    }
    return .message(TakenPayload(number: number, isRedelivered: true))
  }

  /// What an empty ring means.
  private func finding(
    whenEmpty tail: QueueTail, _ wanted: WantedMessage
  ) throws(ArrayQueueError) -> Finding {
    guard tail.isClosed else { return .nothing }
    if !geometry.acknowledges { return .end }
    // Closed and empty is for ever, so a word that has become 0 stays 0.
    var holdsOne = false
    var othersHold = false
    for number in 0..<geometry.payloadCount {
      if takeReturned(number) { return try returned(number, wanted) }
      // Acquiring: pairs with the acknowledgement.
      let use = words.use(number).loadAcquiring()
      if use == tag.word { holdsOne = true } else if use != OwnerTag.nobody { othersHold = true }
    }
    // Who holds some itself does not wait for the others': two would wait for each other.
    return othersHold && !holdsOne ? .nothing : .end
  }
}
