import NPYFormat

extension DynamicArrayView {
  /// The bytes of the elements: an array with one axis more, which runs along each element.
  public var elementBytes: ArrayView<UInt8> {
    @_lifetime(copy self)
    get {
      let axes = Axes(Array(layout.axes) + [Axis(extent: dtype.itemSize, stride: 1)])
      let inBytes = StridedLayout(dtype: .uint8, offset: layout.offset, axes: axes)
      do {
        return try ArrayView(bytes, inBytes)
      } catch {
        fatalError("the same bytes were checked before: \(error)")
      }
    }
  }
}
