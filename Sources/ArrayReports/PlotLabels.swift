/// Numbers as a plot shows them.
enum PlotLabels {
  /// Labels of numbers that stand beside one another, with equally many decimals.
  ///
  /// They take the form `1.5e7` from a million on and below 10⁻⁴, if that is shorter; all with the
  /// same exponent.
  ///
  /// - Parameters:
  ///   - values: the numbers.
  ///   - place: the power of ten to a multiple of which they are rounded. Zeros that all would end
  ///     with are left out.
  /// - Returns: A label for each number.
  static func labels(_ values: [Double], toPlace place: Int) -> [String] {
    let decimals = values.map { $0.isFinite ? PlotDecimal($0).rounded(toPlace: place) : nil }
    let lastPlaces = decimals.compactMap { $0?.lastPlace }
    guard let last = lastPlaces.min() else { return values.map { nonFinite($0) ?? "0" } }
    let exponent =
      decimals.compactMap { $0?.digits.isEmpty == false ? $0?.exponent : nil }.max() ?? 0
    let plainCount = max(exponent, 0) + 1 + (last < 0 ? 1 - last : 0)
    let suffix = "e\(exponent)"
    let shortCount = 1 + (exponent > last ? 1 + exponent - last : 0) + suffix.utf8.count
    let isPlain = (-4..<6).contains(exponent) || plainCount < shortCount
    return zip(values, decimals).map { value, decimal in
      guard let decimal else { return nonFinite(value) ?? "" }
      if isPlain || decimal.digits.isEmpty { return decimal.text(toPlace: min(last, 0)) }
      return decimal.text(toPlace: min(last, exponent), dividedByTenTo: exponent) + suffix
    }
  }

  /// Labels of the edges of bins, with three digits of the narrowest bin's width.
  static func labels(ofEdges edges: [Double]) -> [String] {
    let widths = zip(edges, edges.dropFirst()).map { $1 / 2 - $0 / 2 }
    let narrowest = widths.filter { $0.isFinite && $0 > 0 }.min()
    return labels(edges, toPlace: place(edges, resolution: narrowest.map { $0 * 2 }))
  }

  /// The label of one number: four digits, or more when the range that it belongs to is narrow.
  static func label(_ value: Double, in span: Double) -> String {
    if let text = nonFinite(value) { return text }
    let own = PlotDecimal(value).exponent - 3
    return labels([value], toPlace: min(own, place([value], resolution: span)))[0]
  }

  /// A count with commas between the thousands.
  static func count(_ count: Int) -> String {
    let digits = String(count)
    var text = ""
    for (index, digit) in digits.enumerated() {
      let following = digits.utf8.count - index
      if following % 3 == 0, let last = text.last, last != "-" { text += "," }
      text.append(digit)
    }
    return text
  }

  /// The place of the third digit of a difference; of the last digit that a Double has without one.
  private static func place(_ values: [Double], resolution: Double?) -> Int {
    if let resolution, resolution > 0, resolution.isFinite {
      return PlotDecimal(resolution).exponent - 2
    }
    let largest = values.filter(\.isFinite).map(\.magnitude).max() ?? 0
    return PlotDecimal(largest).exponent - (resolution == nil ? 16 : 3)
  }

  private static func nonFinite(_ value: Double) -> String? {
    if value.isFinite { return nil }
    return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf"
  }
}
