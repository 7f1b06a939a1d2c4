extension MutableArrayView {
  /// A part of the elements, as numpy's `a[...]`: what the indices take of each axis, outermost
  /// first; axes left over stay whole.
  ///
  /// - Precondition: the indices are within the axes, as ``Axes/sliced(_:)`` checks with an error.
  /// - Complexity: O(dimensions).
  @_lifetime(&self)
  public mutating func slice(_ indices: AxisIndex...) -> MutableArrayView { slice(indices) }

  /// A part of the elements, as numpy's `a[...]`.
  @_lifetime(&self)
  public mutating func slice(_ indices: [AxisIndex]) -> MutableArrayView {
    let (offset, axes) = axes.slicedOrTrap(indices)
    return part(at: offset, axes)
  }

  /// What lies at one place of the outermost axis, as numpy's `a[i]`: a view of one dimension less.
  ///
  /// - Precondition: there is an axis, and the place is within it.
  @inlinable
  @_lifetime(&self)
  public mutating func row(_ place: Int) -> MutableArrayView {
    if axes.count == 0 || place < 0 || place >= axes.first.extent { axes.trapRow(place) }
    return part(at: place &* axes.first.stride, axes.dropFirst)
  }

  /// The axes in another order, the last one first unless said otherwise, as numpy's `a.T` and
  /// `a.transpose(order)`.
  ///
  /// - Precondition: each axis is named once.
  @_lifetime(&self)
  public mutating func transposed(_ order: [Int]? = nil) -> MutableArrayView {
    part(at: 0, axes.transposed(order))
  }

  /// A view of some of these elements.
  @inlinable
  @_lifetime(&self)
  mutating func part(at offset: Int, _ axes: Axes) -> MutableArrayView {
    let part = unsafe MutableArrayView(
      base: base + offset, isByteSwapped: isByteSwapped, hasWholeStrides: hasWholeStrides,
      axes: axes)
    return unsafe _overrideLifetime(part, mutating: &self)
  }
}
