extension ArrayView {
  /// Whether the elements lie one behind the other, in C order.
  public var isCContiguous: Bool { axes.isCContiguous(itemSize: MemoryLayout<Element.Bits>.stride) }

  /// Whether the elements lie one behind the other, in Fortran order.
  public var isFContiguous: Bool { axes.isFContiguous(itemSize: MemoryLayout<Element.Bits>.stride) }

  /// The elements in C order, copied.
  ///
  /// - Complexity: O(elements).
  public func array() -> [Element] {
    var elements: [Element] = []
    elements.reserveCapacity(count)
    forEach { elements.append($0) }
    return elements
  }

  /// Calls a closure with each element, in C order.
  ///
  /// - Complexity: O(elements).
  @inlinable
  public func forEach<Failure: Error>(
    _ body: (Element) throws(Failure) -> Void
  ) throws(Failure) {
    switch axes.count {
    case 0: try body(element { _ in 0 })
    case 1: for i in 0..<extent(0) { try body(self[i]) }
    case 2: for i in 0..<extent(0) { for j in 0..<extent(1) { try body(self[i, j]) } }
    default: for i in 0..<extent(0) { try row(i).forEach(body) }
    }
  }
}

extension ArrayView where Element: PlainElement {
  /// Whether ``elements`` can be lent: contiguous in either order, aligned, in this machine's byte
  /// order.
  public var hasElements: Bool {
    if isByteSwapped { return false }
    if count == 0 { return true }
    let address = unsafe UInt(bitPattern: base)
    return hasWholeStrides && (isCContiguous || isFContiguous)
      && address % UInt(MemoryLayout<Element>.alignment) == 0
  }

  /// The elements as they lie in memory: a plain span, for loops at the machine's speed.
  ///
  /// The last axis runs fastest in C order, the first one in Fortran order.
  ///
  /// - Precondition: ``hasElements``.
  public var elements: Span<Element> {
    @_lifetime(copy self)
    get {
      if !hasElements { trapNoElements() }
      if count == 0 { return Span() }
      let start = unsafe base.assumingMemoryBound(to: Element.self)
      let span = unsafe Span(_unsafeStart: start, count: count)
      return unsafe _overrideLifetime(span, copying: self)
    }
  }

  @inline(never)
  func trapNoElements() -> Never {
    let stride = MemoryLayout<Element>.stride
    let reason =
      if isByteSwapped {
        "are in the other byte order"
      } else if !hasWholeStrides {
        "take less than the \(stride) bytes from one \(Element.self) to the next"
      } else if isCContiguous || isFContiguous {
        "are not aligned to \(MemoryLayout<Element>.alignment) bytes"
      } else {
        "do not follow each other: shape \(shape), strides \(axes.map(\.stride))"
      }
    fatalError("no span can be lent of elements that \(reason)")
  }
}
