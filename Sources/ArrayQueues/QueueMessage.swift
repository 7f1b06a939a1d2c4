public import ArrayViews
public import NPYFormat

/// A message that was received and is read in place; its memory is lent until this goes.
///
/// In a queue that acknowledges, one that goes without ``acknowledge()`` is delivered again, to this
/// handle or another.
public struct QueueMessage: ~Copyable, Sendable {
  private let queue: ArrayQueue
  private let number: Int
  private let payload: Payload
  private let known: KnownHeader
  private var isAcknowledged = false

  /// Whether somebody has received the message before and not acknowledged it.
  public let isRedelivered: Bool

  init(_ taken: TakenPayload, of queue: ArrayQueue, _ payload: Payload, _ known: KnownHeader) {
    self.queue = queue
    number = taken.number
    isRedelivered = taken.isRedelivered
    self.payload = payload
    self.known = known
  }

  deinit {
    queue.letGo(number, isDone: isAcknowledged)
  }

  /// The type of the elements.
  public var dtype: DType { known.header.dtype }
  /// The extent of each axis; empty for a single element.
  public var shape: [Int] { known.header.shape }
  /// Whether the first index runs fastest.
  public var isFortranOrder: Bool { known.header.isFortranOrder }

  /// Lets go of the message and says that it need not be delivered again.
  ///
  /// In a queue that does not acknowledge it only lets go of the message.
  public consuming func acknowledge() {
    isAcknowledged = true
  }

  /// Lends the elements.
  ///
  /// - Parameters:
  ///   - type: the Swift type of the elements.
  ///   - body: what to do with the view, which is there only during the call.
  /// - Returns: what `body` returns.
  /// - Throws: ``ArrayQueueError`` `.elementMismatch`, naming both dtypes, when the message holds
  ///   other elements; `.notViewable`; what `body` throws.
  public borrowing func withView<Element: ArrayElement, Result>(
    as type: Element.Type = Element.self, _ body: (borrowing ArrayView<Element>) throws -> Result
  ) throws -> Result {
    do {
      _ = try Element.isByteSwapped(in: dtype)
    } catch .elementMismatch(let found, let asked) {
      throw ArrayQueueError.elementMismatch(queue.location, found: found, asked: asked)
    } catch {
      throw ArrayQueueError.notViewable(queue.location, error)
    }
    let layout = known.strided
    return try payload.withBytes(known.header.dataBytes) { try body(try ArrayView($0, layout)) }
  }

  /// Lends the elements, whatever their dtype.
  ///
  /// - Throws: what `body` throws.
  public borrowing func withElements<Result>(
    _ body: (borrowing DynamicArrayView) throws -> Result
  ) throws -> Result {
    let layout = known.strided
    return try payload.withBytes(known.header.dataBytes) {
      try body(try DynamicArrayView($0, layout))
    }
  }

  /// Lends the bytes of all elements.
  ///
  /// - Throws: what `body` throws.
  public borrowing func withBytes<Result>(
    _ body: (Span<UInt8>) throws -> Result
  ) rethrows -> Result {
    try payload.withBytes(known.header.dataBytes, body)
  }
}
