/// How the floats of one array, or of one field, are printed: all alike, with aligned points.
///
/// The rules are those of numpy's `FloatingFormat` with the float mode `maxprec`.
struct NumpyFloatText<Number: BinaryFloatingPoint & CustomStringConvertible> {
  /// Whether positive numbers have a sign, too.
  private let signsPositive: Bool
  /// Digits after the decimal point: the most that there are, or with an exponent, just so many.
  private let precision: Int
  /// The fewest digits of the exponent; nil where there is none.
  private let exponentWidth: Int?
  /// Characters before and after the decimal point.
  private let leftWidth: Int
  private let rightWidth: Int

  /// Finds the widths that fit all the numbers.
  init(_ numbers: [Number], signsPositive: Bool = false, _ options: NumpyPrintOptions) {
    self.signsPositive = signsPositive
    let finite = numbers.filter(\.isFinite)
    let isScientific = Self.needsExponent(finite, options)
    var left = 0
    var right = 0
    var mantissa = 0
    var exponent = 2
    for number in finite {
      let sign = signsPositive || number.sign == .minus ? 1 : 0
      let digits = FloatDigits(number.magnitude)
      if isScientific {
        let cut = digits.cut(to: options.precision + 1)
        left = max(left, 1 + sign)
        mantissa = max(mantissa, cut.digits.count - 1)
        exponent = max(exponent, cut.exponentText.utf8.count)
      } else {
        let cut = digits.cut(toFraction: options.precision)
        left = max(left, sign + cut.whole.utf8.count)
        right = max(right, cut.fractionCount)
      }
    }
    if isScientific { right = mantissa + 2 + exponent }
    if finite.count < numbers.count {
      let hasSign = signsPositive || numbers.contains(-.infinity)
      left = max(left, (hasSign ? 4 : 3) - right - 1)
    }
    precision = isScientific ? mantissa : options.precision
    exponentWidth = isScientific ? exponent : nil
    leftWidth = left
    rightWidth = right
  }

  /// Whether these numbers are too large, too small or too different for a fixed point.
  private static func needsExponent(_ finite: [Number], _ options: NumpyPrintOptions) -> Bool {
    let magnitudes = finite.lazy.filter { $0 != 0 }.map(\.magnitude)
    guard let largest = magnitudes.max(), let smallest = magnitudes.min() else { return false }
    // numpy asks for the decimal digits of the type, and for no more than 8 of them.
    let bits = Number.significandBitCount
    let cutoff: Number = bits <= 10 ? 1e3 : bits <= 23 ? 1e6 : 1e8
    // Both the bound and the quotient are rounded to the type, as numpy has it.
    return largest >= cutoff
      || (!options.suppressesSmall
        && (smallest < Number(0.0001 as Double) || largest / smallest > 1000))
  }

  /// The text of one of the numbers, as wide as all of them.
  func text(of number: Number) -> String {
    let sign = number.sign == .minus ? "-" : signsPositive ? "+" : ""
    guard number.isFinite else {
      let name = number.isNaN ? (signsPositive ? "+nan" : "nan") : sign + "inf"
      return Self.padding(leftWidth + rightWidth + 1 - name.utf8.count) + name
    }
    let digits = FloatDigits(number.magnitude)
    if let exponentWidth {
      let rounded = digits.rounded(to: precision + 1)
      let text = rounded.scientific(
        fractionCount: precision, exponentWidth: exponentWidth, keepsPoint: true)
      return Self.padding(leftWidth - 1 - sign.utf8.count) + sign + text
    }
    let cut = digits.cut(toFraction: precision)
    let whole = sign + cut.whole
    return Self.padding(leftWidth - whole.utf8.count) + whole + "." + cut.fraction
      + Self.padding(rightWidth - cut.fractionCount)
  }

  private static func padding(_ count: Int) -> String {
    String(repeating: " ", count: max(0, count))
  }
}
