/// The distance of ticks: 1, 2, or 5 times a power of ten.
struct PlotStep: Hashable {
  let factor: Int
  let exponent: Int

  init(factor: Int, exponent: Int) {
    (self.factor, self.exponent) = (factor, exponent)
  }

  /// The shortest step that is not below a number, if that is not among the smallest of all.
  init(notBelow least: Double) {
    // There, a Double has no digits left for a step's multiples.
    let decimal = PlotDecimal(max(least, Double.leastNonzeroMagnitude * 32))
    let isExact = decimal.digits.count == 1
    (factor, exponent) =
      switch decimal.digits[0] {
      case 1 where isExact: (1, decimal.exponent)
      case 1,
        2 where isExact:
        (2, decimal.exponent)
      case 2...4,
        5 where isExact:
        (5, decimal.exponent)
      default: (1, decimal.exponent + 1)
      }
  }

  /// The next longer step.
  var next: PlotStep {
    switch factor {
    case 1: PlotStep(factor: 2, exponent: exponent)
    case 2: PlotStep(factor: 5, exponent: exponent)
    default: PlotStep(factor: 1, exponent: exponent + 1)
    }
  }

  /// Its length.
  var size: Double { value(times: 1) }

  /// A multiple of it: read as text, it is the nearest Double, which a product would not be.
  func value(times multiple: Int) -> Double {
    Double("\(multiple * factor)e\(exponent)") ?? .infinity
  }

  /// How many of its multiples are in a range, give or take what is lost in rounding.
  func multiples(in lower: Double, _ upper: Double) -> Int {
    let count = (upper / size).rounded(.down) - (lower / size).rounded(.up) + 1
    return Int(exactly: count) ?? 0
  }
}
