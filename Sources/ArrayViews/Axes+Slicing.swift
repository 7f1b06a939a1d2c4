extension Axes {
  /// The part of these axes that indices take, and where its first element lies.
  ///
  /// Source: numpy's basic indexing; a slice's bounds as in CPython's `PySlice_AdjustIndices`.
  ///
  /// - Parameter indices: what to take of each axis, outermost first; axes left over stay whole.
  /// - Returns: the axes of the part, and its offset in bytes from the first element of the whole.
  /// - Throws: ``AxisIndexError``.
  /// - Complexity: O(dimensions).
  public func sliced(
    _ indices: [AxisIndex]
  ) throws(AxisIndexError) -> (offset: Int, axes: Axes) {
    guard indices.count(where: { $0 == .ellipsis }) <= 1 else { throw .severalEllipses }
    let taken = indices.count { $0 != .newAxis && $0 != .ellipsis }
    guard taken <= count else { throw .tooManyIndices(indices: taken, dimensions: count) }
    var result: [Axis] = []
    var offset = 0
    var axis = 0
    for index in indices {
      switch index {
      case .at(let place):
        let extent = self[axis].extent
        guard place >= -extent, place < extent else {
          throw .outOfBounds(index: place, axis: axis, extent: extent)
        }
        offset &+= (place < 0 ? place + extent : place) &* self[axis].stride
        axis += 1
      case .slice(let from, let to, let step):
        guard step != 0 else { throw .zeroStep(axis: axis) }
        let (start, part) = self[axis].sliced(from, to, step)
        offset &+= start
        result.append(part)
        axis += 1
      case .ellipsis:
        let end = axis + count - taken
        result += self[axis..<end]
        axis = end
      case .newAxis:
        result.append(Axis(extent: 1, stride: 0))
      }
    }
    result += self[axis...]
    guard result.count <= 64 else { throw .tooManyDimensions(result.count) }
    // Where there is no element, strides can be of any size and lead nowhere.
    let axes = Axes(result)
    return (axes.elementCount == 0 ? 0 : offset, axes)
  }

  /// The axes in another order, the last one first unless said otherwise.
  ///
  /// - Precondition: each axis is named once.
  public func transposed(_ order: [Int]? = nil) -> Axes {
    let order = order ?? indices.reversed()
    guard order.sorted() == Array(indices) else {
      fatalError("\(order) is no order of \(count) axes")
    }
    return Axes(order.map { self[$0] })
  }
}

extension Axis {
  /// The places that a slice takes, and where the first one lies.
  fileprivate func sliced(_ from: Int?, _ to: Int?, _ step: Int) -> (offset: Int, Axis) {
    func bound(_ number: Int?, otherwise: Int) -> Int {
      guard let number else { return otherwise }
      let lowest = step < 0 ? -1 : 0
      let highest = step < 0 ? extent - 1 : extent
      return number < 0
        ? Swift.max(number + extent, lowest) : Swift.min(number, highest)
    }
    let start = bound(from, otherwise: step < 0 ? extent - 1 : 0)
    let stop = bound(to, otherwise: step < 0 ? -1 : extent)
    let length = step < 0 ? start - stop : stop - start
    guard length > 0 else { return (0, Axis(extent: 0, stride: stride)) }
    let count = 1 + Int((length - 1).magnitude / step.magnitude)
    // One place needs no step, and a huge step would not fit a stride.
    return (start &* stride, Axis(extent: count, stride: count == 1 ? stride : stride &* step))
  }
}
