import ArrayViews
import NPYFormat

/// An array without axes, which numpy prints as the scalar that it holds.
enum NumpyScalarText {
  /// The text of `str(array)`.
  static func text(
    of value: ElementValue, _ dtype: DType, _ options: NumpyPrintOptions
  ) -> String {
    switch value {
    case .bool(let value): value ? "True" : "False"
    case .int(let value): String(value)
    case .uint(let value): String(value)
    case .float16(let value): text(value)
    case .float32(let value): text(value)
    case .float64(let value): text(value)
    case .longDouble(let value): text(value.printed)
    case .complex64(let value): complex(value.real, value.imaginary)
    case .complex128(let value): complex(value.real, value.imaginary)
    case .complexLongDouble(let real, let imaginary): complex(real.printed, imaginary.printed)
    case .mlFloat(let value, _): MLFloatText.text(value)
    // `numpy.bytes_` is the one type whose scalars numpy prints with `repr`.
    case .bytes(let value): "np.bytes_(\(NumpyStringText.repr(value)))"
    case .unicode(let value): NumpyStringText.plain(value)
    case .void(let value): NumpyStringText.void(value)
    case .datetime(let count, let unit): NumpyTimeText.date(count, unit)
    case .timedelta(let count, let unit): NumpyTimeText.duration(count, unit)
    case .structured, .subarray:
      NumpyTextFormat(dtype, [value], in: .scalar, options).text(of: value)
    }
  }

  /// A float with the fewest digits that tell it from its neighbours, however many these are.
  static func text<Number: BinaryFloatingPoint & CustomStringConvertible>(
    _ number: Number
  ) -> String {
    text(number, keepsFraction: true, signsPositive: false)
  }

  /// With `keepsFraction`, there is a `.0` where there is neither an exponent nor a fraction; with
  /// `signsPositive`, a positive number has a sign, too.
  private static func text<Number: BinaryFloatingPoint & CustomStringConvertible>(
    _ number: Number, keepsFraction: Bool, signsPositive: Bool
  ) -> String {
    let sign = number.sign == .minus ? "-" : signsPositive ? "+" : ""
    if number.isNaN { return signsPositive ? "+nan" : "nan" }
    if number.isInfinite { return sign + "inf" }
    let digits = DecimalDigits(shortestOf: number)
    guard number == 0 || hasFixedPoint(number.magnitude) else {
      return sign + digits.scientific(fractionCount: 0, exponentWidth: 2, keepsPoint: false)
    }
    let fraction = digits.fractionCount > 0 ? digits.fraction : keepsFraction ? "0" : ""
    return sign + digits.whole + (fraction.isEmpty ? "" : ".") + fraction
  }

  /// Whether numpy prints a number of this size without an exponent.
  private static func hasFixedPoint<Number: BinaryFloatingPoint>(_ magnitude: Number) -> Bool {
    switch Number.significandBitCount {
    case ...10: magnitude < 1000 && Double(magnitude) >= 0.0001
    case ...23: magnitude < 1e6 && Double(magnitude) >= 0.0001
    default: magnitude < 1e16 && magnitude >= 0.0001
    }
  }

  /// `1.5j` if the real part is positive zero, else `(1+2j)`.
  private static func complex<Part: BinaryFloatingPoint & CustomStringConvertible>(
    _ real: Part, _ imaginary: Part
  ) -> String {
    if real == 0 && real.sign == .plus {
      return text(imaginary, keepsFraction: false, signsPositive: false) + "j"
    }
    return "(" + text(real, keepsFraction: false, signsPositive: false)
      + text(imaginary, keepsFraction: false, signsPositive: true) + "j)"
  }
}
