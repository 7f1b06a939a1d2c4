/// The colours of a plot's image, by their indices.
enum PlotPalette {
  static let background: UInt8 = 0
  static let grid: UInt8 = 1
  static let frame: UInt8 = 2
  static let text: UInt8 = 3
  static let title: UInt8 = 4
  /// The marks of infinite values.
  static let alarm: UInt8 = 5
  /// Where a line has no value.
  static let gap: UInt8 = 6

  /// The accent colour where it covers a part of a pixel, from hardly at all to wholly.
  static let accents: Range<UInt8> = 8..<40
  /// The accent colour itself.
  static let accent: UInt8 = accents.upperBound - 1

  /// The index of a value in a heat map, from 0 for the lowest to 1 for the highest.
  static func ramp(_ fraction: Double) -> UInt8 {
    UInt8(Double(firstOfRamp) + (fraction * Double(UInt8.max - firstOfRamp)).rounded())
  }

  private static let firstOfRamp: UInt8 = 56

  /// All 256 colours.
  static let colors: [PlotColor] = (0...UInt8.max).map { index in
    switch index {
    case grid: PlotColor(232, 235, 239)
    case frame: PlotColor(128, 134, 142)
    case text: PlotColor(70, 76, 84)
    case title: PlotColor(20, 24, 30)
    case alarm: PlotColor(214, 69, 32)
    case gap: PlotColor(250, 232, 220)
    case accents:
      white.mixed(with: .accent, Double(index - accents.lowerBound + 1) / Double(accents.count))
    case firstOfRamp...:
      .ramp(Double(index - firstOfRamp) / Double(UInt8.max - firstOfRamp))
    default: white
    }
  }

  private static let white = PlotColor(255, 255, 255)
}
