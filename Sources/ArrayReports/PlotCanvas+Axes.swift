extension PlotCanvas {
  /// A title above the frame, and a summary of at most two lines below it.
  mutating func write(title: String, summary: [String], around frame: PlotFrame) {
    let most = (Self.width - 2 * PlotFrame.margin) / Self.advance
    let scalars = title.unicodeScalars
    let heading = scalars.count <= most ? title : String(scalars.prefix(most - 3)) + "..."
    write(
      heading, column: Self.left(of: [heading], at: frame), row: frame.rows.lowerBound - 30,
      PlotPalette.title, .start)
    let lines = PlotSummary.lines(summary, width: most).prefix(2)
    for (number, line) in lines.enumerated() {
      write(
        line, column: Self.left(of: Array(lines), at: frame),
        row: frame.rows.upperBound + 44 + number * Self.lineHeight, PlotPalette.text, .start)
    }
  }

  /// Pixels from a line's top to the next one's.
  private static let lineHeight = 22

  /// Where lines begin: at the frame's left edge, or as far left of it as they need.
  private static func left(of lines: [String], at frame: PlotFrame) -> Int {
    let longest = lines.map(\.unicodeScalars.count).max() ?? 0
    let last = width - PlotFrame.margin - longest * advance
    return max(min(frame.columns.lowerBound, last), PlotFrame.margin)
  }

  /// Light lines across the frame.
  mutating func drawGrid(_ frame: PlotFrame, level: [PlotTick], upright: [PlotTick]) {
    for tick in level {
      let column = frame.column(of: tick.fraction)
      fill(column..<column + 1, frame.rows, PlotPalette.grid)
    }
    for tick in upright {
      let row = frame.row(of: tick.fraction)
      fill(frame.columns, row..<row + 1, PlotPalette.grid)
    }
  }

  /// The frame's outline.
  mutating func outline(_ frame: PlotFrame) {
    let (columns, rows) = (frame.columns, frame.rows)
    let wide = columns.lowerBound - 1..<columns.upperBound + 1
    for row in [rows.lowerBound - 1, rows.upperBound] {
      fill(wide, row..<row + 1, PlotPalette.frame)
    }
    for column in [columns.lowerBound - 1, columns.upperBound] {
      fill(column..<column + 1, rows, PlotPalette.frame)
    }
  }

  /// Marks and numbers below the frame.
  mutating func drawLevelAxis(_ frame: PlotFrame, _ ticks: [PlotTick]) {
    let top = frame.rows.upperBound + 1
    var free = 0
    for tick in ticks {
      let column = frame.column(of: tick.fraction)
      fill(column..<column + 1, top..<top + 5, PlotPalette.frame)
      // Numbers that have no room do without; they are as far apart as two characters are wide.
      let half = tick.label.utf8.count * Self.advance / 2
      if column - half < free { continue }
      write(tick.label, column: column, row: top + 10, PlotPalette.text, .middle)
      free = column + half + 2 * Self.advance
    }
  }

  /// Marks and numbers to the left of the frame.
  mutating func drawUprightAxis(_ frame: PlotFrame, _ ticks: [PlotTick]) {
    for tick in ticks {
      writeLeft(of: frame, tick.label, row: frame.row(of: tick.fraction))
    }
  }

  /// A mark and a number to the left of the frame.
  mutating func writeLeft(of frame: PlotFrame, _ label: String, row: Int) {
    let right = frame.columns.lowerBound - 1
    fill(right - 5..<right, row..<row + 1, PlotPalette.frame)
    write(
      label, column: right - 10, row: row - Self.textHeight / 2, PlotPalette.text, .end)
  }
}
