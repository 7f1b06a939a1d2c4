extension MutableArrayView {
  /// Stores the same element everywhere.
  ///
  /// - Complexity: O(elements).
  public mutating func fill(with element: Element) {
    if count == 0 { return }
    let bits = isByteSwapped ? Element.byteSwapped(element.bits) : element.bits
    let size = MemoryLayout<Element.Bits>.size
    let one = Axes(axes.map { Axis(extent: $0.extent, stride: 0) })
    unsafe withUnsafeBytes(of: bits) { bytes in
      guard let start = bytes.baseAddress else { return }
      unsafe StridedCopy(ElementMoving(itemSize: size, isSwapping: false), from: one, to: axes)
        .run(from: start, to: base)
    }
  }
}

extension MutableArrayView where Element: PlainElement {
  /// Whether ``elements`` can be lent: contiguous in either order, aligned, in this machine's byte
  /// order.
  public var hasElements: Bool { view.hasElements }

  /// The elements as they lie in memory: a plain span, for loops at the machine's speed.
  ///
  /// - Precondition: ``hasElements``.
  public var elements: MutableSpan<Element> {
    @_lifetime(&self)
    mutating get {
      if !hasElements { view.trapNoElements() }
      if count == 0 { return MutableSpan() }
      let start = unsafe base.assumingMemoryBound(to: Element.self)
      let span = unsafe MutableSpan(_unsafeStart: start, count: count)
      return unsafe _overrideLifetime(span, mutating: &self)
    }
  }
}
