/// Which elements of an array are shown, and where its lines may be broken.
struct NumpyTextLayout {
  let shape: [Int]
  let edgeItems: Int
  let lineWidth: Int
  /// The product of the shape, `Int.max` if beyond counting.
  let elementCount: Int
  /// Whether some elements may be left out.
  let isSummarized: Bool

  init(shape: [Int], options: NumpyPrintOptions) {
    precondition(
      (0...Int(Int32.max)).contains(options.precision),
      "a precision of \(options.precision) digits")
    precondition(options.edgeItems > 0, "\(options.edgeItems) elements at each end of an axis")
    precondition(shape.allSatisfy { $0 >= 0 }, "a negative length in the shape \(shape)")
    self.shape = shape
    edgeItems = options.edgeItems
    lineWidth = options.lineWidth
    elementCount = Self.product(shape)
    isSummarized = elementCount > options.threshold
  }

  /// How many elements are shown, `Int.max` if beyond counting.
  var shownElementCount: Int {
    Self.product(shape.map { isSummarized && leavesOut(from: $0) ? 2 * edgeItems : $0 })
  }

  /// Whether a summary leaves something out of an axis of this length.
  private func leavesOut(from length: Int) -> Bool {
    // Not `length > 2 * edgeItems`, which may overflow.
    length - edgeItems > edgeItems
  }

  /// The indices along an axis that are shown: all of them, or those before and after `...`.
  func shownIndices(along axis: Int) -> (head: Range<Int>, tail: Range<Int>?) {
    let length = shape[axis]
    guard isSummarized, leavesOut(from: length) else { return (0..<length, nil) }
    return (0..<edgeItems, (length - edgeItems)..<length)
  }

  /// Calls `body` with the index of each element that is shown, in C order.
  func forEachShownIndex(_ body: ([Int]) -> Void) {
    var index = [Int](repeating: 0, count: shape.count)
    visit(axis: 0, &index, body)
  }

  private func visit(axis: Int, _ index: inout [Int], _ body: ([Int]) -> Void) {
    guard axis < shape.count else { return body(index) }
    let (head, tail) = shownIndices(along: axis)
    for position in head {
      index[axis] = position
      visit(axis: axis + 1, &index, body)
    }
    for position in tail ?? 0..<0 {
      index[axis] = position
      visit(axis: axis + 1, &index, body)
    }
  }

  private static func product(_ lengths: [Int]) -> Int {
    if lengths.contains(0) { return 0 }
    var product = 1
    for length in lengths {
      let (next, overflow) = product.multipliedReportingOverflow(by: length)
      if overflow { return Int.max }
      product = next
    }
    return product
  }
}
