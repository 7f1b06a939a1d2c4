extension PlotHeatMap {
  /// Draws the cells, and to the right of them what the colours mean.
  func draw(on canvas: inout PlotCanvas) -> PlotFrame {
    var size = drawnSize(inWidth: Self.mostWidth, height: PlotFrame.mostRows, pixelHeight: 1)
    // Long labels leave less room; a smaller map has no longer ones.
    let room = PlotCanvas.width - 2 * PlotFrame.margin - surroundings(of: size).width
    size = drawnSize(
      inWidth: min(room, Self.mostWidth), height: PlotFrame.mostRows, pixelHeight: 1)
    let (rowTicks, colorTicks, width) = surroundings(of: size)
    let left = (PlotCanvas.width - size.width - width) / 2 + Self.labelWidth(rowTicks)
    let frame = PlotFrame(left: left, width: size.width, height: size.height)
    drawCells(on: &canvas, in: frame)
    canvas.outline(frame)
    canvas.drawLevelAxis(
      frame,
      PlotAxis(indices: columnIndices).ticks(fitting: size.width, advance: PlotCanvas.advance))
    for tick in rowTicks {
      // Rows are counted from the top.
      canvas.writeLeft(of: frame, tick.label, row: frame.row(of: 1 - tick.fraction))
    }
    drawColorBar(on: &canvas, beside: frame, colorTicks)
    return frame
  }

  /// The most pixels of a row of cells.
  private static let mostWidth = 720
  private static let barDistance = 28
  private static let barWidth = 18

  /// The ticks of the rows and of the colours, and the width of all that is beside a map of a size.
  private func surroundings(
    of size: (width: Int, height: Int)
  ) -> (rowTicks: [PlotTick], colorTicks: [PlotTick], width: Int) {
    let rowTicks = PlotAxis(indices: rowIndices)
      .ticks(atMost: size.height / (2 * PlotCanvas.textHeight))
    let colorTicks =
      valueAxis
      .ticks(atMost: Self.barHeight(beside: size.height) / (3 * PlotCanvas.textHeight))
    let bar = Self.barDistance + Self.barWidth + Self.labelWidth(colorTicks)
    return (rowTicks, colorTicks, Self.labelWidth(rowTicks) + bar)
  }

  private static func barHeight(beside height: Int) -> Int { min(max(height, 120), 360) }

  /// The width of the longest label, with its mark.
  private static func labelWidth(_ ticks: [PlotTick]) -> Int {
    (ticks.map(\.label.count).max() ?? 0) * PlotCanvas.advance + 10
  }

  private func drawCells(on canvas: inout PlotCanvas, in frame: PlotFrame) {
    let pixels = pixels(width: frame.columns.count, height: frame.rows.count)
    for (index, fraction) in pixels.enumerated() {
      guard let fraction else { continue }
      let (row, column) = index.quotientAndRemainder(dividingBy: frame.columns.count)
      let (x, y) = (frame.columns.lowerBound + column, frame.rows.lowerBound + row)
      canvas.fill(x..<x + 1, y..<y + 1, PlotPalette.ramp(fraction))
    }
  }

  private func drawColorBar(
    on canvas: inout PlotCanvas, beside frame: PlotFrame, _ ticks: [PlotTick]
  ) {
    if bounds == nil { return }
    let bar = PlotFrame(
      left: frame.columns.upperBound + Self.barDistance, width: Self.barWidth,
      height: Self.barHeight(beside: frame.rows.count))
    for row in bar.rows {
      let fraction = Double(bar.rows.upperBound - 1 - row) / Double(bar.rows.count - 1)
      canvas.fill(bar.columns, row..<row + 1, PlotPalette.ramp(fraction))
    }
    canvas.outline(bar)
    let right = bar.columns.upperBound + 1
    for tick in ticks {
      let row = bar.row(of: tick.fraction)
      canvas.fill(right..<right + 5, row..<row + 1, PlotPalette.frame)
      canvas.write(
        tick.label, column: right + 10, row: row - PlotCanvas.textHeight / 2, PlotPalette.text,
        .start)
    }
  }
}
