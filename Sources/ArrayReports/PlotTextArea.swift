/// The part of a terminal that a plot fills.
struct PlotTextArea {
  /// Columns of the terminal.
  let width: Int
  /// The most lines, without the title; nil for as many as suit the plot.
  let height: Int?
  /// Whether 24-bit colours are used.
  let usesColor: Bool

  /// Text in a colour, where colours are used.
  func paint(_ text: String, _ color: PlotColor) -> String {
    guard usesColor, !text.isEmpty else { return text }
    return "\u{1B}[38;2;\(color.red);\(color.green);\(color.blue)m\(text)\u{1B}[0m"
  }

  /// Text cut to the width, with an ellipsis where something is missing.
  func cut(_ text: String) -> String {
    // Not characters as people count them: one of those can be of any length.
    let scalars = text.unicodeScalars
    return scalars.count <= width ? text : String(scalars.prefix(width - 1)) + "…"
  }

  /// Parts with commas between them, in as few lines as they fit.
  func joined(_ parts: [String]) -> [String] {
    PlotSummary.lines(parts, width: width).map(cut)
  }

  /// Lines with an axis to the left of them and one below.
  ///
  /// - Parameters:
  ///   - rows: the lines.
  ///   - columns: the length of the longest.
  ///   - rowLabels: labels of the left axis, by row; all are aligned to the right.
  ///   - axis: the axis below.
  /// - Returns: All lines.
  func framed(
    _ rows: [String], columns: Int, rowLabels: [Int: String], axis: PlotAxis
  ) -> [String] {
    let indent = rowLabels.values.map(\.count).max().map { $0 + 1 } ?? 0
    var lines = rows.enumerated().map { number, row in
      let label = rowLabels[number]
      let padding = String(repeating: " ", count: indent - (label.map { $0.count + 1 } ?? 0))
      return padding + (label.map { $0 + " ┤" } ?? "│") + row
    }
    var rule = [Character](repeating: "─", count: columns)
    var numbers = ""
    for tick in axis.ticks(fitting: columns, advance: 1) {
      let column = min(Int(tick.fraction * Double(columns)), columns - 1)
      rule[column] = "┬"
      let room = max(width - tick.label.count, 0)
      let start = min(max(indent + 1 + column - tick.label.count / 2, 0), room)
      // At least a blank between two numbers.
      if numbers.isEmpty || start > numbers.count {
        numbers += String(repeating: " ", count: start - numbers.count) + tick.label
      }
    }
    lines.append(String(repeating: " ", count: indent) + "└" + String(rule))
    if !numbers.isEmpty { lines.append(numbers) }
    return lines
  }

  /// The columns that are left beside row labels, and whether there is enough room for those.
  func columns(besideLabelsOf length: Int) -> (count: Int, hasLabels: Bool) {
    let rest = width - length - 2
    return rest * 2 >= width ? (rest, true) : (width - 1, false)
  }
}
