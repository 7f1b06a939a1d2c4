extension PlotLine {
  /// The line in dots of braille, with its axes.
  func lines(in area: PlotTextArea) -> [String] {
    guard let bounds else { return area.joined(summary) }
    let notes = area.joined(summary)
    // Two lines are the axis below.
    let rows = max(area.height.map { $0 - 2 - notes.count } ?? min(max(area.width / 5, 8), 20), 3)
    let axis = PlotAxis(from: bounds.lowerBound, through: bounds.upperBound)
    let ticks = axis.ticks(atMost: rows / 3)
    let room = area.columns(besideLabelsOf: ticks.map(\.label.count).max() ?? 0)
    let columns = columnSpans(on: axis)
    let cells = Self.brailleRows(
      Self.spans(of: columns, parts: room.count * 2), rows: rows)
    var labels: [Int: String] = [:]
    if room.hasLabels {
      for tick in ticks { labels[Self.dotRow(tick.fraction, rows: rows) / 4] = tick.label }
    }
    let lines = area.framed(
      cells.map { area.paint($0, .terminalAccent) }, columns: room.count, rowLabels: labels,
      axis: PlotAxis(indices: indices))
    return lines + notes
  }

  /// The row of dots, from the top, of a place on the upright axis.
  private static func dotRow(_ fraction: Double, rows: Int) -> Int {
    Int(((1 - fraction) * Double(rows * 4 - 1)).rounded())
  }

  /// Spans as characters; two columns and four rows of dots are one.
  private static func brailleRows(_ spans: [ClosedRange<Double>?], rows: Int) -> [String] {
    var cells = [[UInt32]](repeating: Array(repeating: 0, count: spans.count / 2), count: rows)
    for (column, span) in spans.enumerated() {
      guard let span else { continue }
      for row in dotRow(span.upperBound, rows: rows)...dotRow(span.lowerBound, rows: rows) {
        cells[row / 4][column / 2] |= brailleBits[column % 2][row % 4]
      }
    }
    return cells.map { row in
      // A blank is surely empty; not every font has the pattern without dots so.
      let shown = row.prefix((row.lastIndex { $0 != 0 } ?? -1) + 1)
      return String(shown.map { $0 == 0 ? " " : brailleCharacter($0) })
    }
  }

  /// The patterns are in the order of their bits, from U+2800 (Unicode Standard, chapter 21.1).
  private static func brailleCharacter(_ bits: UInt32) -> Character {
    Unicode.Scalar(0x2800 + bits).map(Character.init) ?? " "
  }

  /// The bit of each dot: the left column from the top, then the right one.
  private static let brailleBits: [[UInt32]] = [[1, 2, 4, 64], [8, 16, 32, 128]]
}
