extension PlotHeatMap {
  /// The map in half blocks or in shades, with its axes and what the colours mean.
  func lines(in area: PlotTextArea) -> [String] {
    guard !values.isEmpty else { return [] }
    let legend = legend(in: area)
    let notes = area.joined(
      (legend.isEmpty ? PlotSummary.range(bounds) : [])
        + notes(mark: area.usesColor ? " (blank)" : " (×)"))
    // Two lines are the axis below.
    let rows = max(area.height.map { $0 - 2 - notes.count - legend.count } ?? Self.usualRows, 3)
    let rowAxis = PlotAxis(indices: rowIndices)
    let ticks = rowAxis.ticks(atMost: rows / 3)
    let room = area.columns(besideLabelsOf: ticks.map(\.label.count).max() ?? 0)
    // A character is about twice as high as it is wide, half a block is square.
    let size = drawnSize(
      inWidth: room.count, height: area.usesColor ? rows * 2 : rows,
      pixelHeight: area.usesColor ? 1 : 2)
    let pixels = pixels(width: size.width, height: size.height)
    let lines =
      area.usesColor
      ? Self.halfBlocks(pixels, width: size.width) : Self.shades(pixels, width: size.width)
    var labels: [Int: String] = [:]
    if room.hasLabels {
      for tick in rowAxis.ticks(atMost: lines.count / 3) {
        let row = Int(tick.fraction * Double(size.height))
        labels[min(area.usesColor ? row / 2 : row, lines.count - 1)] = tick.label
      }
    }
    return area.framed(
      lines, columns: size.width, rowLabels: labels, axis: PlotAxis(indices: columnIndices))
      + legend + notes
  }

  /// The most lines of a map whose height nobody has asked for.
  private static let usualRows = 24

  /// The characters of values from low to high.
  private static let shadeCharacters: [Character] = [" ", "░", "▒", "▓", "█"]

  private static func shade(_ fraction: Double?) -> Character {
    guard let fraction else { return "×" }
    return shadeCharacters[min(Int(fraction * 5), 4)]
  }

  private static func shades(_ pixels: [Double?], width: Int) -> [String] {
    stride(from: 0, to: pixels.count, by: width).map { start in
      String(pixels[start..<start + width].map(shade))
    }
  }

  /// Two rows of pixels a line: the upper half of a character in one colour, the lower in another.
  private static func halfBlocks(_ pixels: [Double?], width: Int) -> [String] {
    stride(from: 0, to: pixels.count, by: 2 * width).map { start in
      var line = ""
      var previous = ""
      for column in start..<start + width {
        let lower = column + width < pixels.count ? pixels[column + width] : nil
        let (codes, character) = halfBlock(upper: pixels[column], lower: lower)
        if codes != previous { line += "\u{1B}[0\(codes)m" }
        line += character
        previous = codes
      }
      return line + "\u{1B}[0m"
    }
  }

  private static func halfBlock(
    upper: Double?, lower: Double?
  ) -> (codes: String, character: String) {
    func code(_ layer: Int, _ fraction: Double) -> String {
      let color = PlotColor.ramp(fraction)
      return ";\(layer);2;\(color.red);\(color.green);\(color.blue)"
    }
    return switch (upper, lower) {
    case (let upper?, let lower?): (code(38, upper) + code(48, lower), "▀")
    case (let upper?, nil): (code(38, upper), "▀")
    case (nil, let lower?): (code(38, lower), "▄")
    case (nil, nil): ("", " ")
    }
  }

  /// The colours between the numbers they stand for; none if there is no room, or only one number.
  private func legend(in area: PlotTextArea) -> [String] {
    guard let bounds, bounds.lowerBound < bounds.upperBound else { return [] }
    let (lowest, highest) = PlotSummary.labels(bounds)
    let count = min(area.width - lowest.count - highest.count - 4, 20)
    if count < 5 { return [] }
    let ramp = (0..<count).map { index -> String in
      let fraction = Double(index) / Double(count - 1)
      return area.usesColor
        ? area.paint("█", .ramp(fraction)) : String(Self.shade(fraction))
    }
    return ["\(lowest) [\(ramp.joined())] \(highest)"]
  }
}
