/// The pixels of a plot's image, and what is drawn on it.
struct PlotCanvas {
  /// Its size in pixels.
  static let (width, height) = (960, 640)
  /// Pixels for a dot of the font.
  private static let textScale = 2
  /// Pixels from one character to the next.
  static let advance = PlotFont.advance * textScale
  /// Pixels from a text's top to its baseline.
  static let textHeight = PlotFont.ascent * textScale

  /// Indices in ``PlotPalette``, row by row from the top.
  private(set) var pixels = [UInt8](repeating: PlotPalette.background, count: width * height)

  /// What stands at a text's given place.
  enum Anchor {
    case start
    case middle
    case end
  }

  /// Fills a rectangle, as far as it is on the canvas.
  mutating func fill(_ columns: Range<Int>, _ rows: Range<Int>, _ color: UInt8) {
    let shown = columns.clamped(to: 0..<Self.width)
    for row in rows.clamped(to: 0..<Self.height) {
      for column in shown { pixels[row * Self.width + column] = color }
    }
  }

  /// Covers a part of a pixel, from 0 to 1, with the accent colour; what covers more wins.
  mutating func cover(column: Int, row: Int, _ part: Double) {
    guard (0..<Self.width).contains(column), (0..<Self.height).contains(row) else { return }
    let accents = PlotPalette.accents
    let level = UInt8((min(part, 1) * Double(accents.count)).rounded())
    if level == 0 { return }
    let index = row * Self.width + column
    let color = accents.lowerBound + level - 1
    if !accents.contains(pixels[index]) || pixels[index] < color { pixels[index] = color }
  }

  /// Writes a text, with a row for its top.
  mutating func write(_ text: String, column: Int, row: Int, _ color: UInt8, _ anchor: Anchor) {
    let scalars = Array(text.unicodeScalars)
    let length = Self.textLength(scalars.count)
    var left =
      switch anchor {
      case .start: column
      case .middle: column - length / 2
      case .end: column - length
      }
    // A text is not cut off at the canvas's edge, nor does it touch it.
    left = max(min(left, Self.width - 8 - length), 8)
    for (index, scalar) in scalars.enumerated() {
      draw(scalar, left: left + index * Self.advance, top: row, color)
    }
  }

  /// A text's width in pixels, without the space after its last character.
  private static func textLength(_ count: Int) -> Int {
    max(count * PlotFont.advance - 1, 0) * textScale
  }

  private mutating func draw(_ scalar: Unicode.Scalar, left: Int, top: Int, _ color: UInt8) {
    for row in 0..<PlotFont.height {
      for column in 0..<PlotFont.width where PlotFont.hasDot(scalar, row: row, column: column) {
        let (x, y) = (left + column * Self.textScale, top + row * Self.textScale)
        fill(x..<x + Self.textScale, y..<y + Self.textScale, color)
      }
    }
  }
}
