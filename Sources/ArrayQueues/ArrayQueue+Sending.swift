import ArrayStore
public import ArrayViews
import MappedFiles
public import NPYFormat
import QueueLayout

extension ArrayQueue {
  /// Fills a message in place and sends it.
  ///
  /// Nothing is copied: the view is the memory that the receiver reads. It is recycled, so every
  /// element must be stored; it begins as an earlier message left it.
  ///
  /// - Parameters:
  ///   - shape: the extent of each axis; empty for a single element.
  ///   - type: the type of the elements. Each message may have its own.
  ///   - timeout: how long to wait, for a free payload and for other senders; nil for as long as it
  ///     takes. It counts from the call on.
  ///   - fill: stores the elements. When it throws, nothing is sent.
  /// - Throws: ``ArrayQueueError`` `.tooLarge`, `.closed`, `.timedOut`, `.roleTaken`,
  ///   `.invalidLayout`, `.damaged`, `.forked`; what `fill` throws.
  @inlinable
  public func send<Element: ArrayElement>(
    shape: [Int], of type: Element.Type = Element.self, waitingUpTo timeout: Duration? = nil,
    _ fill: (inout MutableArrayView<Element>) throws -> Void
  ) throws {
    let limit = WaitLimit(timeout)
    guard let loan = try beginSending(shape, KnownHeader.number(type), limit) else {
      return try sendChecked(shape, type, limit, fill)
    }
    // The same as that does, in code for this type alone.
    do {
      var view = unsafe _overrideLifetime(
        MutableArrayView<Element>(
          unchecked: loan.payload.elements,
          axes: loan.header._withUnsafeGuaranteedRef { $0.strided.axes }), borrowing: loan)
      try fill(&view)
    } catch {
      dropLoan(loan.number)
      throw error
    }
    try endSending(loan, limit)
  }

  @usableFromInline
  func sendChecked<Element: ArrayElement>(
    _ shape: [Int], _ type: Element.Type, _ limit: WaitLimit,
    _ fill: (inout MutableArrayView<Element>) throws -> Void
  ) throws {
    let dtype = Element.dtype
    let isSent = try deliver(shape, dtype, false, limit) { bytes, layout in
      var view = try MutableArrayView<Element>(bytes, layout)
      try fill(&view)
    }
    if !isSent { throw timedOut(.producer, limit.timeout) }
    sentHeaders.header { $0.isHeader(of: shape, dtype, false) }?.remember(type)
  }

  /// Takes a free payload for a message that is like the last one.
  ///
  /// - Returns: nil when it is not like that.
  @usableFromInline
  func beginSending(
    _ shape: [Int], _ type: UInt, _ limit: WaitLimit
  ) throws(ArrayQueueError) -> OpenPayload? {
    guard let header = unsafe sentHeaders.last,
      unsafe header._withUnsafeGuaranteedRef({
        $0.isViewed(as: type) && $0.hasShape(shape)
      })
    else { return nil }
    try checkProcess()
    try keep(.producer)
    guard let number = try loan(limit) else { throw timedOut(.producer, limit.timeout) }
    do throws(ArrayQueueError) {
      return unsafe OpenPayload(number: number, payload: try payload(number), header: header)
    } catch {
      dropLoan(number)
      throw error
    }
  }

  @usableFromInline
  func endSending(_ loan: OpenPayload, _ limit: WaitLimit) throws(ArrayQueueError) {
    unsafe loan.header._withUnsafeGuaranteedRef { describe(loan.number, loan.payload, $0) }
    do throws(ArrayQueueError) {
      try commit(loan.number, limit)
    } catch {
      dropLoan(loan.number)
      throw error
    }
  }

  /// Writes what stands beside the elements.
  @inline(__always)
  private func describe(_ number: Int, _ payload: Payload, _ known: KnownHeader) {
    payload.write(known)
    // For people only.
    words.bytes(number).storeRelaxed(UInt64(known.dataBytes))
    words.sender(number).storeRelaxed(tag.word)
    words.sentAt(number).storeRelaxed(Self.now())
  }

  /// The same, if a payload is free now.
  ///
  /// - Returns: false when none was; `fill` was not called then.
  /// - Throws: as `send(shape:of:waitingUpTo:_:)`.
  public func trySend<Element: ArrayElement>(
    shape: [Int], of type: Element.Type = Element.self,
    _ fill: (inout MutableArrayView<Element>) throws -> Void
  ) throws -> Bool {
    try deliver(shape, Element.dtype, false, .none) { bytes, layout in
      var view = try MutableArrayView<Element>(bytes, layout)
      try fill(&view)
    }
  }

  /// Fills a message of a dtype that is known only at run time, and sends it.
  ///
  /// - Parameters:
  ///   - shape: the extent of each axis.
  ///   - dtype: the type of the elements.
  ///   - isFortranOrder: whether the first index runs fastest.
  ///   - timeout: how long to wait for a free payload; nil for as long as it takes.
  ///   - fill: stores the bytes of all elements, which begin as an earlier message left them.
  /// - Throws: as `send(shape:of:waitingUpTo:_:)`.
  public func send(
    shape: [Int], dtype: DType, isFortranOrder: Bool = false,
    waitingUpTo timeout: Duration? = nil, _ fill: (consuming MutableSpan<UInt8>) throws -> Void
  ) throws {
    let isSent = try deliver(shape, dtype, isFortranOrder, WaitLimit(timeout)) { bytes, _ in
      try fill(bytes)
    }
    if !isSent { throw timedOut(.producer, timeout) }
  }

  private func deliver(
    _ shape: [Int], _ dtype: DType, _ isFortranOrder: Bool, _ limit: WaitLimit,
    _ fill: (consuming MutableSpan<UInt8>, StridedLayout) throws -> Void
  ) throws -> Bool {
    let header = try prepareToSend(shape, dtype, isFortranOrder)
    guard let number = try loan(limit) else { return false }
    do {
      try write(header, number, fill)
      try commit(number, limit)
    } catch {
      dropLoan(number)
      throw error
    }
    return true
  }

  /// Fills a payload that this handle has on loan.
  func write(
    _ header: KnownHeader, _ number: Int,
    _ fill: (consuming MutableSpan<UInt8>, StridedLayout) throws -> Void
  ) throws {
    let payload = try payload(number)
    try payload.withMutableBytes(header.dataBytes) { try fill($0, header.strided) }
    describe(number, payload, header)
  }

  /// Refuses what can be refused before anything is done.
  ///
  /// - Returns: the header of the message: most often that of the one before.
  func prepareToSend(
    _ shape: [Int], _ dtype: DType, _ isFortranOrder: Bool
  ) throws(ArrayQueueError) -> KnownHeader {
    try checkProcess()
    try keep(.producer)
    let known = sentHeaders.header { $0.isHeader(of: shape, dtype, isFortranOrder) }
    if let known { return known }
    let header: KnownHeader
    do {
      header = try KnownHeader(shape: shape, dtype: dtype, isFortranOrder: isFortranOrder)
    } catch {
      throw .invalidLayout(location, error)
    }
    guard header.dataBytes <= payloadBytes else {
      throw .tooLarge(location, needed: header.dataBytes, payloadBytes: payloadBytes)
    }
    return sentHeaders.keep(header)
  }

  /// A payload's memory.
  func payload(_ number: Int) throws(ArrayQueueError) -> Payload {
    do {
      return try payloads.payload(number)
    } catch let error as SystemCallError {
      throw self.error("map a payload of", error)
    } catch {
      throw .damaged(location, reason: "payload \(number): \(error)")
    }
  }
}
