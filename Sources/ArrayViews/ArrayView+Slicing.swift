extension ArrayView {
  /// A part of the elements, as numpy's `a[...]`: what the indices take of each axis, outermost
  /// first; axes left over stay whole.
  ///
  /// - Precondition: the indices are within the axes, as ``Axes/sliced(_:)`` checks with an error.
  /// - Complexity: O(dimensions).
  @_lifetime(copy self)
  public func slice(_ indices: AxisIndex...) -> ArrayView { slice(indices) }

  /// A part of the elements, as numpy's `a[...]`.
  @_lifetime(copy self)
  public func slice(_ indices: [AxisIndex]) -> ArrayView {
    let (offset, axes) = axes.slicedOrTrap(indices)
    return part(at: offset, axes)
  }

  /// What lies at one place of the outermost axis, as numpy's `a[i]`: a view of one dimension less.
  ///
  /// - Precondition: there is an axis, and the place is within it.
  @inlinable
  @_lifetime(copy self)
  public func row(_ place: Int) -> ArrayView {
    if axes.count == 0 || place < 0 || place >= axes.first.extent { axes.trapRow(place) }
    return part(at: place &* axes.first.stride, axes.dropFirst)
  }

  /// The axes in another order, the last one first unless said otherwise, as numpy's `a.T` and
  /// `a.transpose(order)`.
  ///
  /// - Precondition: each axis is named once.
  @_lifetime(copy self)
  public func transposed(_ order: [Int]? = nil) -> ArrayView {
    part(at: 0, axes.transposed(order))
  }

  /// A view of some of these elements.
  @inlinable
  @_lifetime(copy self)
  func part(at offset: Int, _ axes: Axes) -> ArrayView {
    let part = unsafe ArrayView(
      base: base + offset, isByteSwapped: isByteSwapped, hasWholeStrides: hasWholeStrides,
      axes: axes)
    return unsafe _overrideLifetime(part, copying: self)
  }
}

extension Axes {
  /// All axes but the outermost.
  @inlinable
  var dropFirst: Axes { Axes(droppingFirstOf: self) }

  @usableFromInline
  init(droppingFirstOf axes: Axes) {
    count = axes.count - 1
    first = axes.second
    second = axes.third
    third = axes.others.first ?? Axis(extent: 0, stride: 0)
    others = axes.others.isEmpty ? [] : Array(axes.others.dropFirst())
  }

  func slicedOrTrap(_ indices: [AxisIndex]) -> (offset: Int, axes: Axes) {
    do {
      return try sliced(indices)
    } catch {
      fatalError(error.description)
    }
  }

  @usableFromInline @inline(never)
  func trapRow(_ place: Int) -> Never {
    guard let axis = first(where: { _ in true }) else {
      fatalError("row \(place) of an array without dimensions")
    }
    Self.trap(index: place, axis: 0, extent: axis.extent)
  }
}
