import MappedFiles

// The mapping of an array that lies in it as a layout says. Whoever calls has checked the type and
// the alignment of the elements, and that the mapping is as long as the layout.

extension Mapping {
  func withView<Element: ArrayElement, Result>(
    of layout: ArrayLayout, _ body: (borrowing ArrayView<Element>) throws -> Result
  ) rethrows -> Result {
    let elements = elements(of: Element.self, at: layout.dataOffset, count: layout.elementCount)
    return try body(ArrayView(elements, layout.axes))
  }

  func withMutableView<Element: ArrayElement, Result>(
    of layout: ArrayLayout, _ body: (inout MutableArrayView<Element>) throws -> Result
  ) rethrows -> Result {
    let elements = mutableElements(
      of: Element.self, at: layout.dataOffset, count: layout.elementCount)
    var view = MutableArrayView(elements, layout.axes)
    return try body(&view)
  }

  func withBytes<Result, Failure: Error>(
    of layout: ArrayLayout, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(elements(of: UInt8.self, at: layout.dataOffset, count: layout.dataBytes))
  }

  func withMutableBytes<Result>(
    of layout: ArrayLayout, _ body: (consuming MutableSpan<UInt8>) throws -> Result
  ) rethrows -> Result {
    try body(mutableElements(of: UInt8.self, at: layout.dataOffset, count: layout.dataBytes))
  }
}

extension ArrayLayout {
  fileprivate var axes: AxisIndexing {
    AxisIndexing(shape: shape, isFortranOrder: isFortranOrder)
  }
}
