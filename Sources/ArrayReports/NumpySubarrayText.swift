import ArrayViews

/// Puts the elements of a sub-array into brackets, all in one line.
struct NumpySubarrayText {
  /// The most rows of an empty sub-array that are printed.
  private static let mostEmptyRows = 1000

  private let layout: NumpyTextLayout

  init(shape: [Int], _ options: NumpyPrintOptions) {
    let layout = NumpyTextLayout(shape: shape, options: options)
    // numpy writes the brackets of all the rows of an empty sub-array, which may be billions.
    let rows = NumpyTextLayout(shape: Array(shape.prefix { $0 > 0 }), options: options)
    let isDrawnOut = layout.elementCount == 0 && rows.elementCount > Self.mostEmptyRows
    self.layout = isDrawnOut ? NumpyTextLayout(shape: [0], options: options) : layout
  }

  /// The text of a sub-array's elements, which are in C order; of a large one, only the ends of
  /// its axes are shown.
  func text(of items: [ElementValue], _ format: (ElementValue) -> String) -> String {
    precondition(
      items.count == layout.elementCount,
      "\(items.count) elements in a sub-array of the shape \(layout.shape)")
    return text(of: items[...], format, axis: 0)
  }

  private func text(
    of items: ArraySlice<ElementValue>, _ format: (ElementValue) -> String, axis: Int
  ) -> String {
    guard axis < layout.shape.count else { return items.map(format).joined() }
    let length = layout.shape[axis]
    let stride = length == 0 ? 0 : items.count / length
    let (head, tail) = layout.shownIndices(along: axis)
    func texts(_ indices: Range<Int>) -> [String] {
      indices.map { index in
        let start = items.startIndex + index * stride
        return text(of: items[start..<start + stride], format, axis: axis + 1)
      }
    }
    let texts = tail.map { texts(head) + ["..."] + texts($0) } ?? texts(head)
    return "[" + texts.joined(separator: ", ") + "]"
  }
}
