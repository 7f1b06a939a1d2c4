extension PlotLine {
  /// Draws the line, its gaps, and marks where it leaves the image for infinity.
  func draw(on canvas: inout PlotCanvas) -> PlotFrame {
    let finite = bounds ?? 0...1
    let axis = PlotAxis(from: finite.lowerBound, through: finite.upperBound, padding: 0.04)
    let upright = axis.ticks(atMost: 8)
    let frame = PlotFrame(labelCharacters: upright.map(\.label.count).max() ?? 0)
    let level = PlotAxis(indices: indices)
      .ticks(fitting: frame.columns.count, advance: PlotCanvas.advance)
    let columns = columnSpans(on: axis)
    canvas.drawGrid(frame, level: level, upright: upright)
    for index in columns.indices where columns[index] == nil {
      canvas.fill(pixels(ofColumn: index, in: frame), frame.rows, PlotPalette.gap)
    }
    canvas.drawStroke(
      Self.spans(of: columns, parts: frame.columns.count * PlotCanvas.partsPerPixel), in: frame)
    let marked =
      minima.count <= Self.mostMarked ? Array(columns.indices) : Self.isolated(in: columns)
    for index in marked {
      let middle = (Double(index) + 0.5) / Double(columns.count)
      if let span = columns[index] { canvas.drawMark(at: middle, span, in: frame) }
    }
    for index in columns.indices {
      let place = pixels(ofColumn: index, in: frame)
      let middle = (place.lowerBound + place.upperBound) / 2
      if maxima[index] == .infinity {
        canvas.fill(
          middle - 1..<middle + 2, frame.rows.prefix(Self.alarmHeight), PlotPalette.alarm)
      }
      if minima[index] == -.infinity {
        canvas.fill(
          middle - 1..<middle + 2, frame.rows.suffix(Self.alarmHeight), PlotPalette.alarm)
      }
    }
    canvas.outline(frame)
    canvas.drawLevelAxis(frame, level)
    canvas.drawUprightAxis(frame, upright)
    return frame
  }

  /// The most values of which each has a dot.
  private static let mostMarked = 50
  /// The length of the mark of an infinite value, in pixels.
  private static let alarmHeight = 12

  /// The columns of pixels of a column of values; one at least.
  private func pixels(ofColumn index: Int, in frame: PlotFrame) -> Range<Int> {
    let count = Double(minima.count)
    return frame.columns(from: Double(index) / count, through: Double(index + 1) / count)
  }
}
