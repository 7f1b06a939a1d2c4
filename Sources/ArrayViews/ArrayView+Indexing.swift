extension ArrayView {
  /// The element of an array of one dimension.
  ///
  /// - Precondition: the array has one dimension, and the index is within it.
  @inlinable
  public subscript(i: Int) -> Element { element { $0.offset(i) } }

  /// The element of an array of two dimensions.
  ///
  /// - Precondition: the array has two dimensions, and the indices are within them.
  @inlinable
  public subscript(i: Int, j: Int) -> Element { element { $0.offset(i, j) } }

  /// The element of an array of three dimensions.
  ///
  /// - Precondition: the array has three dimensions, and the indices are within them.
  @inlinable
  public subscript(i: Int, j: Int, k: Int) -> Element { element { $0.offset(i, j, k) } }

  /// The element at one index for each axis, none for an array of no dimensions.
  ///
  /// - Precondition: there is one index for each axis, and each is within its axis.
  /// - Complexity: O(dimensions).
  public subscript(indices: [Int]) -> Element { element { $0.offset(of: indices) } }

  /// The element at a place in C order, as numpy's `a.flat[place]`, whatever the memory's order.
  ///
  /// - Precondition: the place is less than ``count``.
  /// - Complexity: O(dimensions).
  public subscript(flat place: Int) -> Element { self[axes.indices(at: place)] }

  /// The element where an offset leads that is within the view.
  @inlinable @inline(__always)
  func element(at offset: (Axes) -> Int) -> Element {
    // All is read before the indices are checked, so that the optimiser may read it before a loop.
    let (base, axes, isByteSwapped) = unsafe (base, axes, isByteSwapped)
    let bits = unsafe base.loadUnaligned(fromByteOffset: offset(axes), as: Element.Bits.self)
    return Element(bits: _slowPath(isByteSwapped) ? Element.byteSwapped(bits) : bits)
  }
}
