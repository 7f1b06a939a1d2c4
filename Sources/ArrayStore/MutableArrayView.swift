/// Typed elements of a contiguous array, lent for reading and storing.
///
/// It cannot outlive the closure that it is lent to, and copies nothing.
@frozen
public struct MutableArrayView<Element: ArrayElement>: ~Copyable, ~Escapable {
  /// The elements as they lie in memory: the last axis runs fastest in C order, the first one in
  /// Fortran order.
  public var elements: MutableSpan<Element>
  @usableFromInline let axes: AxisIndexing

  @inlinable
  @_lifetime(copy elements)
  init(_ elements: consuming MutableSpan<Element>, _ axes: AxisIndexing) {
    self.elements = elements
    self.axes = axes
  }

  /// The extent of each axis.
  @inlinable
  public var shape: [Int] { axes.shape }

  /// The number of elements.
  @inlinable
  public var count: Int { elements.count }

  /// The element of an array of one dimension.
  ///
  /// - Precondition: the array has one dimension, and the index is within it.
  @inlinable
  public subscript(i: Int) -> Element {
    get { elements[axes.offset(i)] }
    set { elements[axes.offset(i)] = newValue }
  }

  /// The element of an array of two dimensions.
  ///
  /// - Precondition: the array has two dimensions, and the indices are within them.
  @inlinable
  public subscript(i: Int, j: Int) -> Element {
    get { elements[axes.offset(i, j)] }
    set { elements[axes.offset(i, j)] = newValue }
  }

  /// The element of an array of three dimensions.
  ///
  /// - Precondition: the array has three dimensions, and the indices are within them.
  @inlinable
  public subscript(i: Int, j: Int, k: Int) -> Element {
    get { elements[axes.offset(i, j, k)] }
    set { elements[axes.offset(i, j, k)] = newValue }
  }

  /// The element at one index for each axis, none for an array of no dimensions.
  ///
  /// - Precondition: there is one index for each axis, and each is within its axis.
  /// - Complexity: O(dimensions).
  @inlinable
  public subscript(indices: [Int]) -> Element {
    get { elements[axes.offset(indices)] }
    set { elements[axes.offset(indices)] = newValue }
  }
}
