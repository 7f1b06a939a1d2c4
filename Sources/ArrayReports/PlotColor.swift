/// An sRGB colour.
struct PlotColor: Hashable {
  let red: UInt8
  let green: UInt8
  let blue: UInt8

  init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    (self.red, self.green, self.blue) = (red, green, blue)
  }

  /// The colour a part of the way to another one; the fraction is from 0 to 1.
  func mixed(with other: PlotColor, _ fraction: Double) -> PlotColor {
    func mix(_ from: UInt8, _ to: UInt8) -> UInt8 {
      UInt8((Double(from) + (Double(to) - Double(from)) * fraction).rounded())
    }
    return PlotColor(mix(red, other.red), mix(green, other.green), mix(blue, other.blue))
  }

  /// The colour of bars and lines in an image.
  static let accent = PlotColor(37, 99, 168)

  /// Theirs on a terminal, where it must stand out from a white as from a black background.
  static let terminalAccent = PlotColor(58, 134, 214)

  /// The colour of a value in a heat map, from 0 for the lowest to 1 for the highest.
  static func ramp(_ fraction: Double) -> PlotColor {
    let position = fraction * Double(anchors.count - 1)
    let index = min(Int(position), anchors.count - 2)
    return anchors[index].mixed(with: anchors[index + 1], position - Double(index))
  }

  /// From indigo to yellow; the lightness (CIE L*) grows by some 20 from each to the next, so the
  /// order of colours is seen without knowing it, on grey paper and by the colour-blind too.
  private static let anchors = [
    PlotColor(43, 16, 82), PlotColor(52, 72, 143), PlotColor(30, 133, 148),
    PlotColor(95, 194, 106), PlotColor(252, 233, 64),
  ]
}
