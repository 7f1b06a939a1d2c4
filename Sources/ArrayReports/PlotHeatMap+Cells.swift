extension PlotHeatMap {
  /// What is said below the map, besides the range of the values; `mark` says what stands where
  /// there is none.
  func notes(mark: String) -> [String] {
    PlotSummary.notes(lows: values, highs: values, place: "cell", mark: mark)
  }

  /// The size at which the grid is drawn in some room, in pixels.
  ///
  /// Cells are square, unless the map would be more than four times as long as it is wide. They
  /// have equally many pixels, if that does not make the map much smaller.
  ///
  /// - Parameters:
  ///   - width: the room's width in pixels.
  ///   - height: the room's height in pixels.
  ///   - pixelHeight: the height of a pixel, in widths of a pixel.
  /// - Returns: The size in pixels.
  func drawnSize(
    inWidth width: Int, height: Int, pixelHeight: Double
  ) -> (width: Int, height: Int) {
    let room = (width: Double(width), height: Double(height) * pixelHeight)
    let side = min(room.width / Double(columns), room.height / Double(rows))
    let square = (width: Double(columns) * side, height: Double(rows) * side)
    let drawn = (
      width: max(square.width, min(room.width, square.height / 4)),
      height: max(square.height, min(room.height, square.width / 4)) / pixelHeight
    )
    return (
      Self.evenLength(of: columns, near: drawn.width), Self.evenLength(of: rows, near: drawn.height)
    )
  }

  /// A number of pixels that is a multiple of the cells', if there is one not far below.
  private static func evenLength(of cells: Int, near length: Double) -> Int {
    let pixels = max(Int((length + 1e-6).rounded(.down)), 1)
    let even = pixels / cells * cells
    return even * 5 >= pixels * 4 ? even : pixels
  }

  /// The map at another size: for each pixel its place on the values' axis, nil for no value.
  ///
  /// Where several cells fall on a pixel it has their mean, without those that have no value.
  /// Infinite values count as the axis's ends.
  ///
  /// - Complexity: O(*cells* + *pixels*).
  func pixels(width: Int, height: Int) -> [Double?] {
    let axis = valueAxis
    return (0..<height).flatMap { y in
      let rowSpan = Self.cells(of: rows, atPixel: y, of: height)
      return (0..<width).map { x -> Double? in
        var (sum, count) = (0.0, 0)
        for row in rowSpan {
          for column in Self.cells(of: columns, atPixel: x, of: width) {
            let value = values[row * columns + column]
            if value.isNaN { continue }
            sum += axis.fraction(of: value)
            count += 1
          }
        }
        return count == 0 ? nil : sum / Double(count)
      }
    }
  }

  /// The cells that a pixel shows.
  private static func cells(of count: Int, atPixel pixel: Int, of length: Int) -> Range<Int> {
    let first = pixel * count / length
    return first..<max(first + 1, (pixel + 1) * count / length)
  }
}
