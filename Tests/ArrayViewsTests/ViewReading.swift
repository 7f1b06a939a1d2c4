import ArrayViews

/// Reads the elements of views in every way, and tells which ways give others than numpy.
struct ViewReading<Element: PatternedElement> {
  let shape: [Int]
  let expected: [UInt128]

  /// The names of the ways that give other elements.
  func failures(_ view: borrowing ArrayView<Element>) throws -> [String] {
    guard view.shape == shape else { return ["shape \(view.shape)"] }
    guard view.count == expected.count else { return ["count \(view.count)"] }
    var visited: [UInt128] = []
    view.forEach { visited.append($0.pattern) }
    let indices = Self.allIndices(of: shape)
    let indexed = indices.map { view[$0].pattern }
    let flat = (0..<view.count).map { view[flat: $0].pattern }
    let found = [
      ("array()", view.array().map(\.pattern)), ("forEach", visited), ("[indices]", indexed),
      ("flat", flat), ("row", rows(view)), ("subscript", subscripted(view)),
    ]
    return found.filter { $0.1 != expected }.map(\.0) + (try foldFailures(view))
  }

  private func rows(_ view: borrowing ArrayView<Element>) -> [UInt128] {
    if view.axes.isEmpty { return [view[[]].pattern] }
    var patterns: [UInt128] = []
    for place in 0..<view.extent(0) { patterns += rows(view.row(place)) }
    return patterns
  }

  private func subscripted(_ view: borrowing ArrayView<Element>) -> [UInt128] {
    let indices = Self.allIndices(of: shape)
    switch shape.count {
    case 1: return indices.map { view[$0[0]].pattern }
    case 2: return indices.map { view[$0[0], $0[1]].pattern }
    case 3: return indices.map { view[$0[0], $0[1], $0[2]].pattern }
    default: return expected
    }
  }

  private func foldFailures(_ view: borrowing ArrayView<Element>) throws -> [String] {
    var failures: [String] = []
    let sums = view.fold(
      [UInt128](repeating: 0, count: 2),
      { sums, elements in
        sums[0] += UInt128(elements.count)
        for place in elements.indices { sums[1] &+= Element(bits: elements[place]).pattern }
      }, combine: { for place in 0..<2 { $0[place] &+= $1[place] } })
    if sums != [UInt128(expected.count), expected.reduce(0, &+)] { failures.append("fold") }

    // The other view's elements are the expected ones, and lie in another order.
    var bytes = [UInt8](
      repeating: 0, count: expected.count * MemoryLayout<Element.Bits>.stride + 8)
    let layout = StridedLayout(
      dtype: Element.dtype, shape: shape, isFortranOrder: expected.count % 2 == 0,
      offset: expected.count % 3)
    var mutable = try MutableArrayView<Element>(bytes.mutableSpan, layout)
    for (place, pattern) in expected.enumerated() {
      mutable[flat: place] = Element(pattern: pattern)
    }
    let expected = expected
    let places = view.fold(
      with: mutable.view, [Int](),
      { places, place, elements, others in
        for index in elements.indices
        where elements.count == others.count
          && Element(bits: elements[index]).pattern == expected[place + index]
          && Element(bits: others[index]).pattern == expected[place + index]
        {
          places.append(place + index)
        }
      }, combine: { $0 += $1 })
    if places != Array(expected.indices) { failures.append("fold(with:)") }
    return failures
  }

  /// All indices of a shape in C order.
  static func allIndices(of shape: [Int]) -> [[Int]] {
    shape.reduce([[]]) { heads, extent in
      heads.flatMap { head in (0..<extent).map { head + [$0] } }
    }
  }
}
