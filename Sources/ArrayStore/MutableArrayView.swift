/// Typed elements of a contiguous array, lent for reading and storing.
///
/// It cannot outlive the closure that it is lent to, and copies nothing.
@frozen
public struct MutableArrayView<Element: ArrayElement>: ~Copyable, ~Escapable {
  /// The elements as they lie in memory: the last axis runs fastest in C order, the first one in
  /// Fortran order.
  ///
  /// Lent by the view: `var elements = view.elements`, then `elements[i] = …`.
  @inlinable
  public var elements: MutableSpan<Element> {
    @_lifetime(&self)
    mutating get { stored._mutatingExtracting(first: stored.count) }
  }

  // Not to be assigned from outside: the compiler does not check that what is assigned to a view
  // that was lent lives as long as the view.
  @usableFromInline var stored: MutableSpan<Element>
  @usableFromInline let axes: AxisIndexing

  @inlinable
  @_lifetime(copy elements)
  init(_ elements: consuming MutableSpan<Element>, _ axes: AxisIndexing) {
    stored = elements
    self.axes = axes
  }

  /// The extent of each axis.
  @inlinable
  public var shape: [Int] { axes.shape }

  /// The number of elements.
  @inlinable
  public var count: Int { stored.count }

  /// The element at a place in memory order, whatever the dimensions: `flat` of numpy for C order.
  ///
  /// - Precondition: the index is less than ``count``.
  @inlinable
  public subscript(flat index: Int) -> Element {
    get { stored[index] }
    set { stored[index] = newValue }
  }

  /// The element of an array of one dimension.
  ///
  /// - Precondition: the array has one dimension, and the index is within it.
  @inlinable
  public subscript(i: Int) -> Element {
    get { stored[axes.offset(i)] }
    set { stored[axes.offset(i)] = newValue }
  }

  /// The element of an array of two dimensions.
  ///
  /// - Precondition: the array has two dimensions, and the indices are within them.
  @inlinable
  public subscript(i: Int, j: Int) -> Element {
    get { stored[axes.offset(i, j)] }
    set { stored[axes.offset(i, j)] = newValue }
  }

  /// The element of an array of three dimensions.
  ///
  /// - Precondition: the array has three dimensions, and the indices are within them.
  @inlinable
  public subscript(i: Int, j: Int, k: Int) -> Element {
    get { stored[axes.offset(i, j, k)] }
    set { stored[axes.offset(i, j, k)] = newValue }
  }

  /// The element at one index for each axis, none for an array of no dimensions.
  ///
  /// - Precondition: there is one index for each axis, and each is within its axis.
  /// - Complexity: O(dimensions).
  @inlinable
  public subscript(indices: [Int]) -> Element {
    get { stored[axes.offset(indices)] }
    set { stored[axes.offset(indices)] = newValue }
  }
}
