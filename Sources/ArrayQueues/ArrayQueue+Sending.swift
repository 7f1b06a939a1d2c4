public import ArrayViews
import MappedFiles
public import NPYFormat

extension ArrayQueue {
  /// Fills a message in place and sends it.
  ///
  /// Nothing is copied: the view is the memory that the receiver reads. It is recycled, so every
  /// element must be stored; it begins as an earlier message left it.
  ///
  /// - Parameters:
  ///   - shape: the extent of each axis; empty for a single element.
  ///   - type: the type of the elements. Each message may have its own.
  ///   - timeout: how long to wait for a free payload; nil for as long as it takes.
  ///   - fill: stores the elements. When it throws, nothing is sent.
  /// - Throws: ``ArrayQueueError`` `.tooLarge`, `.closed`, `.timedOut`, `.roleTaken`,
  ///   `.invalidLayout`, `.damaged`, `.forked`; what `fill` throws.
  public func send<Element: ArrayElement>(
    shape: [Int], of type: Element.Type = Element.self, waitingUpTo timeout: Duration? = nil,
    _ fill: (inout MutableArrayView<Element>) throws -> Void
  ) throws {
    let isSent = try deliver(shape, Element.dtype, false, WaitLimit(timeout)) { bytes, layout in
      var view = try MutableArrayView<Element>(bytes, layout)
      try fill(&view)
    }
    if !isSent { throw ArrayQueueError.timedOut(location, .producer, after: timeout ?? .zero) }
  }

  /// The same, if a payload is free now.
  ///
  /// - Returns: false when none was; `fill` was not called then.
  /// - Throws: as ``send(shape:of:waitingUpTo:_:)``.
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
  /// - Throws: as ``send(shape:of:waitingUpTo:_:)``.
  public func send(
    shape: [Int], dtype: DType, isFortranOrder: Bool = false,
    waitingUpTo timeout: Duration? = nil, _ fill: (consuming MutableSpan<UInt8>) throws -> Void
  ) throws {
    let isSent = try deliver(shape, dtype, isFortranOrder, WaitLimit(timeout)) { bytes, _ in
      try fill(bytes)
    }
    if !isSent { throw ArrayQueueError.timedOut(location, .producer, after: timeout ?? .zero) }
  }

  private func deliver(
    _ shape: [Int], _ dtype: DType, _ isFortranOrder: Bool, _ limit: WaitLimit,
    _ fill: (consuming MutableSpan<UInt8>, StridedLayout) throws -> Void
  ) throws -> Bool {
    try checkProcess()
    let header = try header(shape, dtype, isFortranOrder)
    try keep(.producer)
    guard let number = try loan(limit) else { return false }
    do {
      let payload = try payload(number)
      try payload.withMutableBytes(header.header.dataBytes) { try fill($0, header.strided) }
      payload.write(header)
      // For people only.
      words.bytes(number).storeRelaxed(UInt64(header.header.dataBytes))
      words.sender(number).storeRelaxed(tag.word)
      words.sentAt(number).storeRelaxed(Self.now())
      try commit(number, limit)
    } catch {
      dropLoan(number)
      throw error
    }
    return true
  }

  /// The header of a message: most often that of the one before.
  private func header(
    _ shape: [Int], _ dtype: DType, _ isFortranOrder: Bool
  ) throws(ArrayQueueError) -> KnownHeader {
    if !isFortranOrder, let known = sentHeader.withLock({ $0 }),
      known.header.shape == shape, known.header.dtype == dtype
    {
      return known
    }
    let header: KnownHeader
    do {
      header = try KnownHeader(shape: shape, dtype: dtype, isFortranOrder: isFortranOrder)
    } catch {
      throw .invalidLayout(location, error)
    }
    guard header.header.dataBytes <= payloadBytes else {
      throw .tooLarge(location, needed: header.header.dataBytes, payloadBytes: payloadBytes)
    }
    if !isFortranOrder { sentHeader.withLock { $0 = header } }
    return header
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
