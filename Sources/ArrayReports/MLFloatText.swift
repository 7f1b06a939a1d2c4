/// Numbers of the Python package `ml_dtypes`, which prints them as C's `%g` does.
enum MLFloatText {
  /// Six digits at most, without zeros at the end.
  static func text(_ number: Float) -> String {
    if number.isNaN { return "nan" }
    let sign = number.sign == .minus ? "-" : ""
    if number.isInfinite { return sign + "inf" }
    let digits = FloatDigits(number.magnitude).rounded(to: 6)
    if digits.digits.isEmpty { return sign + "0" }
    if digits.exponent < -4 || digits.exponent >= 6 {
      return sign + digits.scientific(fractionCount: 0, exponentWidth: 2, keepsPoint: false)
    }
    return sign + digits.whole + (digits.fractionCount > 0 ? "." + digits.fraction : "")
  }
}
