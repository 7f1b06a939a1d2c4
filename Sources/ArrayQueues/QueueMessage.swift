public import ArrayStore
public import ArrayViews
public import NPYFormat

/// A message that was received and is read in place; its memory is lent until this goes.
///
/// It is elements that were sent, or an array that was put: both are read in the same way, an array
/// without a lease. Who wants to keep an array adopts it (``adopt()``); otherwise it is removed when
/// the message goes, unless it is persistent.
///
/// In a queue that acknowledges, one that goes without ``acknowledge()`` or ``adopt()`` is delivered
/// again, to this handle or another.
public struct QueueMessage: ~Copyable, Sendable {
  /// What a message is.
  enum Content: Sendable {
    case payload(Payload, KnownHeader)
    case array(ReceivedArray, SharedArray)
  }

  private let queue: ArrayQueue
  private let number: Int
  // Of elements that were sent; a message is either this or an array.
  @usableFromInline let payload: Payload?
  @usableFromInline let known: KnownHeader?
  private let array: (received: ReceivedArray, handle: SharedArray)?
  private var isAcknowledged = false
  private var isAdopted = false

  /// Whether somebody has received the message before and not acknowledged it.
  public let isRedelivered: Bool

  init(_ taken: TakenPayload, of queue: ArrayQueue, _ content: Content) {
    self.queue = queue
    number = taken.number
    isRedelivered = taken.isRedelivered
    switch content {
    case .payload(let payload, let known):
      self.payload = payload
      self.known = known
      array = nil
    case .array(let received, let handle):
      payload = nil
      known = nil
      array = (received, handle)
    }
  }

  deinit {
    if isAdopted { return }
    if let array {
      queue.letGo(array.received, number, isDone: isAcknowledged)
    } else {
      queue.letGo(number, isDone: isAcknowledged)
    }
  }

  /// Whether it is an array that was put, which ``adopt()`` keeps.
  public var isArray: Bool { array != nil }

  /// The array that was put; nil for elements that were sent.
  package var sharedArray: SharedArray? { array?.handle }

  /// The type of the elements.
  public var dtype: DType {
    if let known { return known.header.dtype }
    guard let array else { fatalError("a message of nothing") }
    return array.handle.dtype
  }

  /// The extent of each axis; empty for a single element.
  public var shape: [Int] {
    if let known { return known.header.shape }
    guard let array else { fatalError("a message of nothing") }
    return array.handle.shape
  }

  /// Whether the first index runs fastest.
  public var isFortranOrder: Bool {
    if let known { return known.header.isFortranOrder }
    guard let array else { fatalError("a message of nothing") }
    return array.handle.isFortranOrder
  }

  /// Lets go of the message and says that it need not be delivered again.
  ///
  /// In a queue that does not acknowledge it only lets go of the message.
  public consuming func acknowledge() {
    isAcknowledged = true
  }

  /// Keeps an array that was put, and acknowledges the message.
  ///
  /// From now on it belongs to this process's scope, with the lifetime that it had; a persistent one
  /// to nobody.
  ///
  /// - Returns: a handle that may read and store.
  /// - Throws: ``ArrayQueueError`` `.notAnArray` for elements that were sent; `.store` with
  ///   `.scopeFull`, `.noScopes`, `.noSpace`; `.forked`. The message goes as without
  ///   ``acknowledge()``.
  public consuming func adopt() throws(ArrayQueueError) -> SharedArray {
    try queue.checkProcess()
    guard let array else { throw .notAnArray(queue.location) }
    array.handle.own(try queue.adopt(array.received, number))
    isAdopted = true
    return array.handle
  }

  /// Lends the elements.
  ///
  /// - Parameters:
  ///   - type: the Swift type of the elements.
  ///   - body: what to do with the view, which is there only during the call.
  /// - Returns: what `body` returns.
  /// - Throws: ``ArrayQueueError`` `.elementMismatch`, naming both dtypes, when the message holds
  ///   other elements; `.notViewable`; what `body` throws.
  @inlinable
  public borrowing func withView<Element: ArrayElement, Result>(
    as type: Element.Type = Element.self, _ body: (borrowing ArrayView<Element>) throws -> Result
  ) throws -> Result {
    guard let payload, let known, known.isViewed(as: KnownHeader.number(type)) else {
      return try withCheckedView(as: type, body)
    }
    // The same as that does, in code for this type alone.
    return try body(
      unsafe _overrideLifetime(
        ArrayView(
          unchecked: UnsafeRawPointer(payload.elements), axes: known.strided.axes), borrowing: self)
    )
  }

  @usableFromInline
  borrowing func withCheckedView<Element: ArrayElement, Result>(
    as type: Element.Type, _ body: (borrowing ArrayView<Element>) throws -> Result
  ) throws -> Result {
    do {
      _ = try Element.isByteSwapped(in: dtype)
    } catch .elementMismatch(let found, let asked) {
      throw ArrayQueueError.elementMismatch(queue.location, found: found, asked: asked)
    } catch {
      throw ArrayQueueError.notViewable(queue.location, error)
    }
    known?.remember(type)
    let layout = layout
    return try withBytes { try body(try ArrayView($0, layout)) }
  }

  /// Lends the elements, whatever their dtype.
  ///
  /// - Throws: what `body` throws.
  public borrowing func withElements<Result>(
    _ body: (borrowing DynamicArrayView) throws -> Result
  ) throws -> Result {
    let layout = layout
    return try withBytes { try body(try DynamicArrayView($0, layout)) }
  }

  /// Lends the bytes of all elements.
  ///
  /// - Throws: what `body` throws.
  public borrowing func withBytes<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    if let payload, let known { return try payload.withBytes(known.dataBytes, body) }
    guard let array else { fatalError("a message of nothing") }
    return try array.handle.withOpenBytes(body)
  }

  private var layout: StridedLayout {
    known?.strided
      ?? StridedLayout(dtype: dtype, shape: shape, isFortranOrder: isFortranOrder)
  }
}
