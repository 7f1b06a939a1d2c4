/// Puts the texts of elements into brackets and lines.
struct NumpyTextWriter {
  private let layout: NumpyTextLayout
  private var output: [UInt8] = []
  /// Characters since the last line break; Python counts code points.
  private var column = 0

  init(_ layout: NumpyTextLayout) {
    self.layout = layout
  }

  /// Writes the elements that the layout shows, which are in C order.
  mutating func write(_ words: [String]) -> String {
    var words = words[...]
    write(axis: 0, &words)
    return String(decoding: output, as: UTF8.self)
  }

  private mutating func write(axis: Int, _ words: inout ArraySlice<String>) {
    append("[")
    let (head, tail) = layout.shownIndices(along: axis)
    for position in head {
      if position > 0 { separate(axis) }
      writeItem(axis, &words)
    }
    if let tail {
      separate(axis)
      if isRow(axis) { place("...", axis) } else { append("...") }
      for _ in tail {
        separate(axis)
        writeItem(axis, &words)
      }
    }
    append("]")
  }

  private mutating func writeItem(_ axis: Int, _ words: inout ArraySlice<String>) {
    if isRow(axis) {
      place(words.removeFirst(), axis)
    } else {
      write(axis: axis + 1, &words)
    }
  }

  /// Whether the items along an axis are elements.
  private func isRow(_ axis: Int) -> Bool { axis == layout.shape.count - 1 }

  /// Elements are parted by a space, rows by a line break, and blocks by blank lines.
  private mutating func separate(_ axis: Int) {
    if isRow(axis) {
      append(" ")
    } else {
      breakLine(count: layout.shape.count - 1 - axis, axis)
    }
  }

  /// Writes an element, on a new line if it does not fit and a new line would help.
  private mutating func place(_ word: String, _ axis: Int) {
    let width = word.unicodeScalars.count
    // Each open bracket takes a column at the end of the line, too.
    if column > axis + 1, column + width > layout.lineWidth - axis - 1 {
      while output.last == UInt8(ascii: " ") { output.removeLast() }
      breakLine(count: 1, axis)
    }
    output.append(contentsOf: word.utf8)
    column += width
  }

  private mutating func breakLine(count: Int, _ axis: Int) {
    output.append(contentsOf: repeatElement(UInt8(ascii: "\n"), count: count))
    output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: axis + 1))
    column = axis + 1
  }

  private mutating func append(_ ascii: String) {
    output.append(contentsOf: ascii.utf8)
    column += ascii.utf8.count
  }
}
