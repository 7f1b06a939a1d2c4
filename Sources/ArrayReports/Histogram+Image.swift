extension Histogram {
  /// Draws a bar a bin, as wide as its edges are apart.
  func draw(on canvas: inout PlotCanvas) -> PlotFrame {
    let finite = PlotLine.bounds(of: edges) ?? 0...1
    let level = PlotAxis(from: finite.lowerBound, through: finite.upperBound)
    let upright = PlotAxis(countsUpTo: counts.max() ?? 0)
    let uprightTicks = upright.ticks(atMost: 8)
    let frame = PlotFrame(labelCharacters: uprightTicks.map(\.label.count).max() ?? 0)
    let levelTicks = level.ticks(fitting: frame.columns.count, advance: PlotCanvas.advance)
    canvas.drawGrid(frame, level: levelTicks, upright: uprightTicks)
    for bin in counts.indices where counts[bin] > 0 {
      var columns = frame.columns(
        from: level.fraction(of: edges[bin]), through: level.fraction(of: edges[bin + 1]))
      // Next to each other, numbers can be too close for an edge between them.
      if edges[bin] == edges[bin + 1] {
        columns = (columns.lowerBound - 4..<columns.upperBound + 4).clamped(to: frame.columns)
      }
      // Bars that are wide enough have a gap between them.
      if columns.count >= 5 { columns = columns.dropLast() }
      let height = upright.fraction(of: Double(counts[bin])) * Double(frame.rows.count)
      let bottom = frame.rows.upperBound
      canvas.fill(columns, bottom - max(Int(height.rounded()), 1)..<bottom, PlotPalette.accent)
    }
    canvas.outline(frame)
    canvas.drawLevelAxis(frame, levelTicks)
    canvas.drawUprightAxis(frame, uprightTicks)
    return frame
  }
}
