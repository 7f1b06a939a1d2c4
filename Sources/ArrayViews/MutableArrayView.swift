import NPYFormat

/// Typed elements in memory, lent for reading and storing.
///
/// It is the storing twin of ``ArrayView``, which ``view`` gives of the same elements.
@frozen
@safe
public struct MutableArrayView<Element: ArrayElement>: ~Copyable, ~Escapable {
  @usableFromInline let base: UnsafeMutableRawPointer
  @usableFromInline let isByteSwapped: Bool
  @usableFromInline let hasWholeStrides: Bool
  /// The dimensions, with strides in bytes.
  public let axes: Axes

  /// Views bytes that lie as a layout says.
  ///
  /// - Throws: ``ArrayViewError`` when the layout's elements are of another type, or the bytes are
  ///   fewer than it needs.
  @_lifetime(copy bytes)
  public init(
    _ bytes: consuming MutableSpan<UInt8>, _ layout: StridedLayout
  ) throws(ArrayViewError) {
    let isByteSwapped = try layout.isByteSwapped(for: Element.self)
    try layout.check(bytes.count)
    let start =
      unsafe bytes.withUnsafeMutableBufferPointer {
        UnsafeMutableRawPointer($0.baseAddress)
      } ?? UnsafeMutableRawPointer(mutating: .never)
    unsafe self.init(
      base: start + layout.offset, isByteSwapped: isByteSwapped,
      hasWholeStrides: layout.dtype.itemSize >= MemoryLayout<Element.Bits>.stride,
      axes: layout.axes)
  }

  @inlinable
  @_lifetime(immortal)
  init(base: UnsafeMutableRawPointer, isByteSwapped: Bool, hasWholeStrides: Bool, axes: Axes) {
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
  public init(unchecked base: UnsafeMutableRawPointer, axes: Axes) {
    unsafe self.init(base: base, isByteSwapped: false, hasWholeStrides: true, axes: axes)
  }

  /// The extent of each axis, outermost first.
  public var shape: [Int] { axes.shape }

  /// The number of elements.
  public var count: Int { axes.elementCount }

  /// The extent of an axis, the outermost being 0.
  @inlinable
  public func extent(_ axis: Int) -> Int { axes[axis].extent }

  /// The same elements, for reading.
  @inlinable
  public var view: ArrayView<Element> {
    @_lifetime(borrow self)
    get {
      let view = unsafe ArrayView<Element>(
        base: UnsafeRawPointer(base), isByteSwapped: isByteSwapped,
        hasWholeStrides: hasWholeStrides, axes: axes)
      return unsafe _overrideLifetime(view, borrowing: self)
    }
  }
}
