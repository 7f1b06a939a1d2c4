/// Where the element at given indices lies in a contiguous array.
@frozen @usableFromInline
struct AxisIndexing {
  @usableFromInline let shape: [Int]
  @usableFromInline let isFortranOrder: Bool

  @inlinable
  init(shape: [Int], isFortranOrder: Bool) {
    self.shape = shape
    self.isFortranOrder = isFortranOrder
  }

  /// In elements from the first one.
  @inlinable
  func offset(_ i: Int) -> Int {
    if shape.count != 1 { Self.trap(axes: shape.count, indices: 1) }
    check(i, axis: 0)
    return i
  }

  @inlinable
  func offset(_ i: Int, _ j: Int) -> Int {
    if shape.count != 2 { Self.trap(axes: shape.count, indices: 2) }
    check(i, axis: 0)
    check(j, axis: 1)
    return isFortranOrder ? j * shape[0] + i : i * shape[1] + j
  }

  @inlinable
  func offset(_ i: Int, _ j: Int, _ k: Int) -> Int {
    if shape.count != 3 { Self.trap(axes: shape.count, indices: 3) }
    check(i, axis: 0)
    check(j, axis: 1)
    check(k, axis: 2)
    return isFortranOrder
      ? (k * shape[1] + j) * shape[0] + i : (i * shape[1] + j) * shape[2] + k
  }

  @inlinable
  func offset(_ indices: [Int]) -> Int {
    if shape.count != indices.count { Self.trap(axes: shape.count, indices: indices.count) }
    var offset = 0
    for step in shape.indices {
      let axis = isFortranOrder ? shape.count - 1 - step : step
      check(indices[axis], axis: axis)
      offset = offset * shape[axis] + indices[axis]
    }
    return offset
  }

  @inlinable
  func check(_ index: Int, axis: Int) {
    if index < 0 || index >= shape[axis] {
      Self.trap(index: index, axis: axis, extent: shape[axis])
    }
  }

  @usableFromInline @inline(never)
  static func trap(axes: Int, indices: Int) -> Never {
    preconditionFailure("\(indices) indices for an array of \(axes) dimensions")
  }

  @usableFromInline @inline(never)
  static func trap(index: Int, axis: Int, extent: Int) -> Never {
    preconditionFailure("index \(index) is out of bounds for axis \(axis) with size \(extent)")
  }
}
