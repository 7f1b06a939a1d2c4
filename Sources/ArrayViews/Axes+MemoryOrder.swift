extension Axes {
  /// The same elements in an order that is good for memory, for work that meets each of them once
  /// in any order: the axis with the greatest stride first, and none running backwards.
  ///
  /// - Returns: the axes, and where their first element lies, in bytes from that of these.
  var inMemoryOrder: (offset: Int, axes: Axes) {
    var offset = 0
    var ordered: [Axis] = []
    for axis in self {
      if axis.stride < 0, axis.extent > 0 {
        offset += (axis.extent - 1) * axis.stride
        ordered.append(Axis(extent: axis.extent, stride: -axis.stride))
      } else {
        ordered.append(axis)
      }
    }
    return (offset, Axes(ordered.sorted { $0.stride > $1.stride }))
  }
}
