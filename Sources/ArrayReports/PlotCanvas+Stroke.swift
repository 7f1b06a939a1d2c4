extension PlotCanvas {
  /// Spans of a line for each column of pixels; they smooth its steep parts.
  static let partsPerPixel = 4
  /// Half the width of a line, in pixels.
  private static let strokeRadius = 0.9
  /// The radius of a dot, in pixels.
  private static let markRadius = 3.5

  /// Draws the spans of a line, `partsPerPixel` for each of the frame's columns.
  mutating func drawStroke(_ spans: [ClosedRange<Double>?], in frame: PlotFrame) {
    let height = Double(frame.rows.count)
    for pixel in 0..<frame.columns.count {
      var parts = [Double](repeating: 0, count: frame.rows.count)
      for part in pixel * Self.partsPerPixel..<(pixel + 1) * Self.partsPerPixel {
        guard let reach = Self.reach(of: spans, at: part, height: height) else { continue }
        let rows = Int(reach.lowerBound)..<min(Int(reach.upperBound) + 1, frame.rows.count)
        for row in rows {
          let covered = min(Double(row + 1), reach.upperBound) - max(Double(row), reach.lowerBound)
          parts[row] += covered / Double(Self.partsPerPixel)
        }
      }
      for (row, part) in parts.enumerated() where part > 0 {
        cover(
          column: frame.columns.lowerBound + pixel, row: frame.rows.lowerBound + row, part)
      }
    }
  }

  /// What a round pen covers that goes along the spans, in pixels from the frame's top.
  private static func reach(
    of spans: [ClosedRange<Double>?], at part: Int, height: Double
  ) -> ClosedRange<Double>? {
    guard spans[part] != nil else { return nil }
    var (top, bottom) = (height, 0.0)
    for direction in [-1, 1] {
      var distance = 0
      // It does not reach across a gap.
      while spans.indices.contains(part + direction * distance),
        let span = spans[part + direction * distance]
      {
        let aside = Double(distance) / Double(partsPerPixel)
        if aside >= strokeRadius { break }
        let half = (strokeRadius * strokeRadius - aside * aside).squareRoot()
        top = min(top, (1 - span.upperBound) * height - half)
        bottom = max(bottom, (1 - span.lowerBound) * height + half)
        distance += 1
      }
    }
    return max(top, 0)...min(bottom, height)
  }

  /// Draws a dot at a place of the level axis; a bar with round ends if the span is long.
  mutating func drawMark(at fraction: Double, _ span: ClosedRange<Double>, in frame: PlotFrame) {
    let x = Double(frame.columns.lowerBound) + fraction * Double(frame.columns.count)
    let bottom = Double(frame.rows.upperBound)
    let height = Double(frame.rows.count)
    let (upper, lower) = (bottom - span.upperBound * height, bottom - span.lowerBound * height)
    let reach = Int(Self.markRadius) + 1
    let columns = (Int(x) - reach..<Int(x) + reach + 1).clamped(to: frame.columns)
    let rows = (Int(upper) - reach..<Int(lower) + reach + 1).clamped(to: frame.rows)
    for row in rows {
      for column in columns {
        let (dx, y) = (Double(column) + 0.5 - x, Double(row) + 0.5)
        let dy = y - min(max(y, upper), lower)
        let outside = (dx * dx + dy * dy).squareRoot() - Self.markRadius
        cover(column: column, row: row, min(max(0.5 - outside, 0), 1))
      }
    }
  }
}
