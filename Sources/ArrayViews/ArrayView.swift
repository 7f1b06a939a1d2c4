import NPYFormat

/// Typed elements in memory, lent for reading.
///
/// A view cannot outlive what lent it and copies nothing: slices, rows and transposed views are
/// views of the same memory. Elements may lie in any order and at any stride, unaligned, and in the
/// other byte order; what is read is always the element.
@frozen
@safe
public struct ArrayView<Element: ArrayElement>: ~Escapable {
  @usableFromInline let base: UnsafeRawPointer
  @usableFromInline let isByteSwapped: Bool
  /// Whether all bytes of an element's stride are the view's, as those of a span must be: a packed
  /// record may end before its Swift type's padding does.
  @usableFromInline let hasWholeStrides: Bool
  /// The dimensions, with strides in bytes.
  public let axes: Axes

  /// Views bytes that lie as a layout says.
  ///
  /// - Throws: ``ArrayViewError`` when the layout's elements are of another type, or the bytes are
  ///   fewer than it needs.
  @_lifetime(copy bytes)
  public init(_ bytes: Span<UInt8>, _ layout: StridedLayout) throws(ArrayViewError) {
    let isByteSwapped = try layout.isByteSwapped(for: Element.self)
    try layout.check(bytes.count)
    let start = unsafe bytes.withUnsafeBufferPointer { unsafe UnsafeRawPointer($0.baseAddress) }
    unsafe self.init(
      base: (start ?? .never) + layout.offset, isByteSwapped: isByteSwapped,
      hasWholeStrides: layout.dtype.itemSize >= MemoryLayout<Element.Bits>.stride,
      axes: layout.axes)
  }

  @inlinable
  @_lifetime(immortal)
  init(base: UnsafeRawPointer, isByteSwapped: Bool, hasWholeStrides: Bool, axes: Axes) {
    unsafe self.base = base
    self.isByteSwapped = isByteSwapped
    self.hasWholeStrides = hasWholeStrides
    self.axes = axes
  }

  /// Views elements that are known to lie in memory as values of the type do, where the axes say.
  ///
  /// Nothing is checked, and nothing keeps the memory.
  @inlinable
  @_lifetime(immortal)
  @unsafe
  public init(unchecked base: UnsafeRawPointer, axes: Axes) {
    unsafe self.init(base: base, isByteSwapped: false, hasWholeStrides: true, axes: axes)
  }

  /// The extent of each axis, outermost first.
  public var shape: [Int] { axes.shape }

  /// The number of elements.
  public var count: Int { axes.elementCount }

  /// The extent of an axis, the outermost being 0.
  @inlinable
  public func extent(_ axis: Int) -> Int { axes[axis].extent }
}

extension StridedLayout {
  /// Asks an element's type for its byte order, and refuses one that reaches beyond the elements,
  /// whatever the type says of itself.
  func isByteSwapped<Element: ArrayElement>(
    for type: Element.Type
  ) throws(ArrayViewError) -> Bool {
    let isByteSwapped = try type.isByteSwapped(in: dtype)
    guard dtype.itemSize >= MemoryLayout<Element.Bits>.size else {
      throw .elementMismatch(found: dtype, asked: type.dtype)
    }
    return isByteSwapped
  }

  /// Refuses memory that the elements reach beyond.
  func check(_ count: Int) throws(ArrayViewError) {
    guard let range = byteRange else { throw .tooShort(needed: .max, found: count) }
    guard axes.elementCount == 0 || (range.lowerBound >= 0 && range.upperBound <= count) else {
      throw .tooShort(needed: range.upperBound, found: count)
    }
  }
}

extension UnsafeRawPointer {
  /// The address of no bytes: for views without elements.
  static var never: UnsafeRawPointer {
    unsafe UnsafeRawPointer(bitPattern: 4096).unsafelyUnwrapped
  }
}
