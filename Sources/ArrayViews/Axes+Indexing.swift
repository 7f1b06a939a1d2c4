extension Axes {
  /// Where the element at one index for each axis lies, in bytes from the first one.
  ///
  /// - Precondition: there is one index for each axis, and each is within its axis.
  /// - Complexity: O(dimensions).
  public func offset(of indices: [Int]) -> Int {
    if indices.count != count { Self.trap(axes: count, indices: indices.count) }
    var offset = 0
    for (axis, index) in indices.enumerated() {
      let (extent, stride) = (self[axis].extent, self[axis].stride)
      if index < 0 || index >= extent { Self.trap(index: index, axis: axis, extent: extent) }
      offset &+= index &* stride
    }
    return offset
  }

  /// The same for one axis.
  @inlinable
  func offset(_ i: Int) -> Int {
    let step = first.stride
    if count != 1 { Self.trap(axes: count, indices: 1) }
    if i.isOutside(first) { Self.trap((i, first)) }
    return i &* step
  }

  /// The same for two axes.
  @inlinable
  func offset(_ i: Int, _ j: Int) -> Int {
    let (iStep, jStep) = (first.stride, second.stride)
    if count != 2 { Self.trap(axes: count, indices: 2) }
    if i.isOutside(first) || j.isOutside(second) { Self.trap((i, first), (j, second)) }
    return i &* iStep &+ j &* jStep
  }

  /// The same for three axes.
  @inlinable
  func offset(_ i: Int, _ j: Int, _ k: Int) -> Int {
    let (iStep, jStep, kStep) = (first.stride, second.stride, third.stride)
    if count != 3 { Self.trap(axes: count, indices: 3) }
    if i.isOutside(first) || j.isOutside(second) || k.isOutside(third) {
      Self.trap((i, first), (j, second), (k, third))
    }
    return i &* iStep &+ j &* jStep &+ k &* kStep
  }

  /// The indices of the element at a place in C order.
  ///
  /// - Precondition: the place is less than ``elementCount``.
  /// - Complexity: O(dimensions).
  public func indices(at place: Int) -> [Int] {
    var indices = [Int](repeating: 0, count: count)
    var rest = place
    for axis in self.indices.reversed() {
      let extent = self[axis].extent
      if extent == 0 { trap(place: place) }
      indices[axis] = rest % extent
      rest /= extent
    }
    if place < 0 || rest != 0 { trap(place: place) }
    return indices
  }

  @inline(never)
  private func trap(place: Int) -> Never {
    fatalError("place \(place) is out of bounds for \(elementCount) elements")
  }

  /// Names what is out of bounds.
  ///
  /// It is given single axes: for all of them a loop would have to keep a copy in memory.
  @usableFromInline @inline(never)
  static func trap(_ places: (index: Int, axis: Axis)...) -> Never {
    for (number, place) in places.enumerated() where place.index.isOutside(place.axis) {
      trap(index: place.index, axis: number, extent: place.axis.extent)
    }
    fatalError("\(places) are within their axes")
  }

  @usableFromInline @inline(never)
  static func trap(axes: Int, indices: Int) -> Never {
    fatalError("\(indices) indices for an array of \(axes) dimensions")
  }

  @usableFromInline @inline(never)
  static func trap(index: Int, axis: Int, extent: Int) -> Never {
    fatalError("index \(index) is out of bounds for axis \(axis) with size \(extent)")
  }
}

extension Int {
  /// Whether an axis does not have this place: one comparison for both ends.
  @inlinable
  func isOutside(_ axis: Axis) -> Bool {
    UInt(bitPattern: self) >= UInt(bitPattern: axis.extent)
  }
}
