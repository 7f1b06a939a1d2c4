import ArrayStore
public import ArrayViews
import MappedFiles
import QueueLayout

extension ArrayQueue {
  /// Receives a message, elements that were sent or an array that was put, and holds it.
  ///
  /// - Parameter timeout: how long to wait for one; nil for as long as it takes.
  /// - Returns: the message; nil when the queue was closed and all that was sent has been received.
  /// - Throws: ``ArrayQueueError`` `.timedOut`, `.roleTaken`, `.damaged`, `.arrayLost`, `.forked`,
  ///   `.store`.
  public func receive(
    waitingUpTo timeout: Duration? = nil
  ) throws(ArrayQueueError) -> QueueMessage? {
    try receive(.any, WaitLimit(timeout))
  }

  func receive(
    _ wanted: WantedMessage, _ limit: WaitLimit
  ) throws(ArrayQueueError) -> QueueMessage? {
    let taken: TakenPayload?
    do throws(ArrayQueueError) {
      taken = try takeNext(limit, wanted)
    } catch {
      if case .ended = error { return nil }
      throw error
    }
    guard let taken else { throw timedOut(.consumer, limit.timeout) }
    return try message(taken)
  }

  /// Receives a message if there is one now.
  ///
  /// - Returns: the message; nil when there is none.
  /// - Throws: ``ArrayQueueError`` `.ended` when none will ever come, and as
  ///   `receive(waitingUpTo:)`.
  public func tryReceive() throws(ArrayQueueError) -> QueueMessage? {
    try tryReceive(.any)
  }

  func tryReceive(_ wanted: WantedMessage) throws(ArrayQueueError) -> QueueMessage? {
    guard let taken = try takeNext(.none, wanted) else { return nil }
    return try message(taken)
  }

  /// Receives a message, reads it in place, and lets go of it.
  ///
  /// In a queue that acknowledges it is acknowledged when `body` returns; when `body` throws it is
  /// delivered again. Otherwise it is gone in either case. An array that was put is read without a
  /// lease, and removed with its message, unless it is persistent.
  ///
  /// - Parameters:
  ///   - type: the Swift type of the elements.
  ///   - timeout: how long to wait for a message; nil for as long as it takes.
  ///   - body: what to do with the view, which is there only during the call.
  /// - Returns: what `body` returns; nil when the queue was closed and all that was sent has been
  ///   received.
  /// - Throws: as `receive(waitingUpTo:)`; ``ArrayQueueError`` `.elementMismatch` when the message
  ///   holds other elements; what `body` throws.
  @inlinable
  public func receive<Element: ArrayElement, Result>(
    as type: Element.Type = Element.self, waitingUpTo timeout: Duration? = nil,
    _ body: (borrowing ArrayView<Element>) throws -> Result
  ) throws -> Result? {
    let limit = WaitLimit(timeout)
    guard let message = try beginReceiving(KnownHeader.number(type), limit) else {
      return try receiveChecked(type, limit, body)
    }
    // The same as that does, in code for this type alone.
    defer { letGo(message.number, isDone: true) }
    return try body(
      unsafe _overrideLifetime(
        ArrayView<Element>(
          unchecked: UnsafeRawPointer(message.payload.elements),
          axes: message.header._withUnsafeGuaranteedRef { $0.strided.axes }), borrowing: message))
  }

  @usableFromInline
  func receiveChecked<Element: ArrayElement, Result>(
    _ type: Element.Type, _ limit: WaitLimit,
    _ body: (borrowing ArrayView<Element>) throws -> Result
  ) throws -> Result? {
    guard let message = try receive(.any, limit) else { return nil }
    let result = try message.withView(as: type, body)
    message.acknowledge()
    return result
  }

  /// Lets go of a message.
  ///
  /// - Parameters:
  ///   - number: its payload, from which nothing is read any more.
  ///   - isDone: whether it need not be delivered again.
  @usableFromInline
  func letGo(_ number: Int, isDone: Bool) {
    // In a forked child it is the parent's.
    guard ProcessForks.generation == forkGeneration else { return }
    if isDone || !geometry.acknowledges {
      // Releasing, the commit of an acknowledgement: pairs with the acquiring load of `use` in a loan.
      words.use(number).exchangeReleasing(OwnerTag.nobody)
      words.senders.signal(isExchanged: true)
      // Who waits for the end waits for the last acknowledgement.
      if geometry.acknowledges, isClosed { words.receivers.signal() }
    } else {
      // Releasing: pairs with the exchange of who receives it again.
      words.use(number).storeReleasing(OwnerTag.returned)
      words.returns.increment()
      words.receivers.signal()
    }
  }

  private func takeNext(
    _ limit: WaitLimit, _ wanted: WantedMessage
  ) throws(ArrayQueueError) -> TakenPayload? {
    try checkProcess()
    try keep(.consumer)
    return try takeMessage(limit, wanted)
  }

  /// Maps a payload that was received; one that cannot be read by anybody is let go.
  func message(_ taken: TakenPayload) throws(ArrayQueueError) -> QueueMessage {
    if let array = taken.array { return try message(taken, array) }
    do throws(ArrayQueueError) {
      let payload = try payload(taken.number)
      let header = try header(payload, taken.number)
      return QueueMessage(taken, of: self, .payload(payload, header))
    } catch {
      // What this process has no room to map, another one may have.
      let isDone = if case .damaged = error { true } else { false }
      letGo(taken.number, isDone: isDone)
      throw error
    }
  }

  /// A message that is an array; one that is not there any more is let go.
  private func message(
    _ taken: TakenPayload, _ array: ReceivedArray
  ) throws(ArrayQueueError) -> QueueMessage {
    switch array.attached {
    case .success(let handle):
      return QueueMessage(taken, of: self, .array(array, handle))
    case .failure(let error):
      letGo(array, taken.number, isDone: true)
      throw .arrayLost(location, array: array.entry.name, error)
    }
  }

  /// The header of a message: most often that of the one before.
  private func header(_ payload: Payload, _ number: Int) throws(ArrayQueueError) -> KnownHeader {
    if let known = receivedHeaders.header(where: { payload.has($0) }) { return known }
    do {
      let header = try payload.readHeader()
      return receivedHeaders.keep(header)
    } catch {
      throw .damaged(location, reason: "payload \(number): \(error)")
    }
  }
}
