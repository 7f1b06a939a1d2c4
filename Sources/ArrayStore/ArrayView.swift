/// Typed elements of a contiguous array, lent for reading.
///
/// It cannot outlive the closure that it is lent to, and copies nothing.
@frozen
public struct ArrayView<Element: ArrayElement>: ~Escapable {
  /// The elements as they lie in memory: the last axis runs fastest in C order, the first one in
  /// Fortran order.
  public let elements: Span<Element>
  @usableFromInline let axes: AxisIndexing

  @inlinable
  @_lifetime(copy elements)
  init(_ elements: Span<Element>, _ axes: AxisIndexing) {
    self.elements = elements
    self.axes = axes
  }

  /// The extent of each axis.
  @inlinable
  public var shape: [Int] { axes.shape }

  /// The number of elements.
  @inlinable
  public var count: Int { elements.count }

  /// The element at a place in memory order, whatever the dimensions: `flat` of numpy for C order.
  ///
  /// - Precondition: the index is less than ``count``.
  @inlinable
  public subscript(flat index: Int) -> Element { elements[index] }

  /// The element of an array of one dimension.
  ///
  /// - Precondition: the array has one dimension, and the index is within it.
  @inlinable
  public subscript(i: Int) -> Element { elements[axes.offset(i)] }

  /// The element of an array of two dimensions.
  ///
  /// - Precondition: the array has two dimensions, and the indices are within them.
  @inlinable
  public subscript(i: Int, j: Int) -> Element { elements[axes.offset(i, j)] }

  /// The element of an array of three dimensions.
  ///
  /// - Precondition: the array has three dimensions, and the indices are within them.
  @inlinable
  public subscript(i: Int, j: Int, k: Int) -> Element { elements[axes.offset(i, j, k)] }

  /// The element at one index for each axis, none for an array of no dimensions.
  ///
  /// - Precondition: there is one index for each axis, and each is within its axis.
  /// - Complexity: O(dimensions).
  @inlinable
  public subscript(indices: [Int]) -> Element { elements[axes.offset(indices)] }
}
