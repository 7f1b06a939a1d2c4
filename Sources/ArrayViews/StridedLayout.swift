public import NPYFormat

/// Where elements of a dtype lie in memory: the pure arithmetic behind every view.
public struct StridedLayout: Hashable, Sendable {
  /// The type of the elements.
  public let dtype: DType
  /// Where the first element lies, in bytes.
  public let offset: Int
  /// The dimensions.
  public let axes: Axes

  /// Lays out elements one behind the other.
  ///
  /// - Precondition: their size can be represented, as that of every `NPYHeader` can.
  public init(dtype: DType, shape: [Int], isFortranOrder: Bool = false, offset: Int = 0) {
    self.init(
      dtype: dtype, offset: offset,
      axes: Axes(shape: shape, itemSize: dtype.itemSize, isFortranOrder: isFortranOrder))
  }

  init(dtype: DType, offset: Int, axes: Axes) {
    self.dtype = dtype
    self.offset = offset
    self.axes = axes
  }

  /// The bytes that the elements take; nil when that cannot be represented.
  var byteRange: Range<Int>? {
    guard let range = axes.byteRange(itemSize: dtype.itemSize) else { return nil }
    let (lower, overflow) = range.lowerBound.addingReportingOverflow(offset)
    let (upper, upperOverflow) = range.upperBound.addingReportingOverflow(offset)
    return overflow || upperOverflow ? nil : lower..<upper
  }

  /// Whether a Swift value's own bytes are an element: the same size, in this machine's byte order.
  public func holdsUnchanged<Element: PlainElement>(_ type: Element.Type) -> Bool {
    (try? Element.isByteSwapped(in: dtype)) == false
      && dtype.itemSize == MemoryLayout<Element>.stride
  }

  /// A part of the elements, as numpy's `a[...]`.
  ///
  /// - Throws: ``AxisIndexError``.
  public func sliced(_ indices: [AxisIndex]) throws(AxisIndexError) -> StridedLayout {
    let part = try axes.sliced(indices)
    return StridedLayout(dtype: dtype, offset: offset + part.offset, axes: part.axes)
  }

  /// The axes in another order, the last one first unless said otherwise.
  ///
  /// - Precondition: each axis is named once.
  public func transposed(_ order: [Int]? = nil) -> StridedLayout {
    StridedLayout(dtype: dtype, offset: offset, axes: axes.transposed(order))
  }

  /// The column of a field, as numpy's `a['name']`: a sub-array adds its axes.
  ///
  /// - Throws: ``ArrayViewError`` `.noField`, naming the fields that there are.
  public func field(_ name: String) throws(ArrayViewError) -> StridedLayout {
    guard case .structured(let type) = dtype else { throw .noField(name, known: []) }
    guard let field = type.fields.first(where: { $0.name == name }) else {
      throw .noField(name, known: type.fields.map(\.name))
    }
    var axes = Array(axes)
    var dtype = field.dtype
    if case .subarray(let base, let shape) = dtype {
      dtype = base
      axes += Axes(shape: shape, itemSize: base.itemSize)
    }
    return StridedLayout(dtype: dtype, offset: offset + field.offset, axes: Axes(axes))
  }
}
