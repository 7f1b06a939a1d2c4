import NPYFormat

extension MutableArrayView {
  /// Stores the elements of another view of the same shape, whatever the order, the strides and the
  /// byte order of both, as numpy's `a[...] = b`.
  ///
  /// Large copies run on all cores, and in tiles where one side is the other transposed. Where both
  /// are views of the same memory, the result is undefined.
  ///
  /// - Precondition: both have the same shape.
  /// - Complexity: O(elements).
  public mutating func copy(from source: borrowing ArrayView<Element>) {
    let (shape, sourceShape) = (shape, source.axes.shape)
    if shape != sourceShape {
      fatalError("elements of shape \(sourceShape) do not fit a view of shape \(shape)")
    }
    if count == 0 { return }
    let isSwapping = isByteSwapped != source.isByteSwapped
    let (from, to, unit) = Self.units(source.axes, axes, isSwapping: isSwapping)
    unsafe StridedCopy(ElementMoving(itemSize: unit, isSwapping: isSwapping), from: from, to: to)
      .run(from: source.base, to: base)
  }

  /// The axes of what is swapped one by one: a complex number is an axis of two parts.
  private static func units(
    _ source: Axes, _ destination: Axes, isSwapping: Bool
  ) -> (Axes, Axes, Int) {
    let size = MemoryLayout<Element.Bits>.size
    guard isSwapping, case .complex = Element.dtype else { return (source, destination, size) }
    let parts = [Axis(extent: 2, stride: size / 2)]
    return (Axes(source + parts), Axes(destination + parts), size / 2)
  }
}
