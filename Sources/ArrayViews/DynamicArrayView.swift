public import NPYFormat

/// Elements whose type is known only at run time, lent for reading.
@frozen
public struct DynamicArrayView: ~Escapable {
  let bytes: Span<UInt8>
  /// The type of the elements, and how they lie among the bytes.
  public let layout: StridedLayout

  /// Views bytes that lie as a layout says.
  ///
  /// - Throws: ``ArrayViewError`` `.tooShort` when the bytes are fewer than it needs.
  @_lifetime(copy bytes)
  public init(_ bytes: Span<UInt8>, _ layout: StridedLayout) throws(ArrayViewError) {
    try layout.check(bytes.count)
    self.init(unchecked: bytes, layout)
  }

  @_lifetime(copy bytes)
  init(unchecked bytes: Span<UInt8>, _ layout: StridedLayout) {
    self.bytes = bytes
    self.layout = layout
  }

  /// The type of the elements.
  public var dtype: DType { layout.dtype }
  /// The dimensions, with strides in bytes.
  public var axes: Axes { layout.axes }
  /// The extent of each axis, outermost first.
  public var shape: [Int] { layout.axes.shape }
  /// The number of elements.
  public var count: Int { layout.axes.elementCount }

  /// The element at one index for each axis, none for an array of no dimensions.
  ///
  /// - Precondition: there is one index for each axis, and each is within its axis.
  /// - Complexity: O(dimensions and size of the element).
  public subscript(indices: [Int]) -> ElementValue {
    let start = layout.offset + layout.axes.offset(of: indices)
    return ElementValue(
      bytes: bytes.extracting(start..<start + dtype.itemSize), dtype: dtype)
  }

  /// The elements as those of a Swift type.
  ///
  /// - Throws: ``ArrayViewError`` `.elementMismatch` or `.fieldMismatch`, when they are not.
  @_lifetime(copy self)
  public func view<Element: ArrayElement>(
    as type: Element.Type = Element.self
  ) throws(ArrayViewError) -> ArrayView<Element> {
    try ArrayView(bytes, layout)
  }

  /// The elements of another layout of the same bytes: a part that was worked out before.
  ///
  /// - Throws: ``ArrayViewError`` `.tooShort` when it reaches beyond the bytes.
  @_lifetime(copy self)
  public func part(_ layout: StridedLayout) throws(ArrayViewError) -> DynamicArrayView {
    try DynamicArrayView(bytes, layout)
  }

  /// A part of the elements, as numpy's `a[...]`.
  ///
  /// - Throws: ``AxisIndexError``.
  @_lifetime(copy self)
  public func sliced(_ indices: [AxisIndex]) throws(AxisIndexError) -> DynamicArrayView {
    DynamicArrayView(unchecked: bytes, try layout.sliced(indices))
  }

  /// The axes in another order, the last one first unless said otherwise.
  ///
  /// - Precondition: each axis is named once.
  @_lifetime(copy self)
  public func transposed(_ order: [Int]? = nil) -> DynamicArrayView {
    DynamicArrayView(unchecked: bytes, layout.transposed(order))
  }

  /// The column of a field, as numpy's `a['name']`.
  ///
  /// - Throws: ``ArrayViewError`` `.noField`.
  @_lifetime(copy self)
  public func field(_ name: String) throws(ArrayViewError) -> DynamicArrayView {
    DynamicArrayView(unchecked: bytes, try layout.field(name))
  }
}
