extension Plot {
  /// The plot as a complete PNG file of 960 × 640 pixels.
  ///
  /// - Complexity: O(*pixels* + *values*).
  public var png: [UInt8] {
    var canvas = PlotCanvas()
    let (frame, summary) = draw(on: &canvas)
    canvas.write(title: title, summary: summary, around: frame)
    return PNGImage(
      width: PlotCanvas.width, pixels: canvas.pixels, palette: PlotPalette.colors
    ).fileBytes
  }

  private func draw(on canvas: inout PlotCanvas) -> (PlotFrame, summary: [String]) {
    if isEmpty {
      let frame = PlotFrame(labelCharacters: 0)
      canvas.outline(frame)
      return (frame, [Self.emptinessNote])
    }
    return switch content {
    case .histogram(let histogram): (histogram.draw(on: &canvas), histogram.summary)
    case .line(let line): (line.draw(on: &canvas), line.summary)
    case .heatMap(let map):
      (map.draw(on: &canvas), PlotSummary.range(map.bounds) + map.notes(mark: " (white)"))
    }
  }
}
