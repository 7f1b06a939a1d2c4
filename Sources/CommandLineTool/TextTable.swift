import NPYShare

/// Columns that line up.
struct TextTable {
  /// To which side of its column a text is pushed.
  enum Alignment {
    case left
    case right
  }

  private let columns: [(title: String, alignment: Alignment)]
  private var rows: [[String]] = []

  init(_ columns: [(title: String, alignment: Alignment)]) {
    self.columns = columns
  }

  /// Adds a row; what a terminal would obey in it, it shows instead.
  mutating func append(_ row: [String]) {
    rows.append(row.map { PrintableText($0).description })
  }

  /// The titles and the rows, two blanks between columns, none at the end of a line.
  var text: String {
    let all = [columns.map(\.title)] + rows
    let widths = columns.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    return all.map { row in
      var line = ""
      for (column, text) in row.enumerated() {
        let padding = String(repeating: " ", count: widths[column] - text.count)
        line += columns[column].alignment == .left ? text + padding : padding + text
        line += "  "
      }
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}
