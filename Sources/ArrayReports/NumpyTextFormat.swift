import ArrayViews
import NPYFormat

/// How the elements of one array, or the values of one field, are printed: all alike.
enum NumpyTextFormat {
  /// Where values stand, which makes a difference to a few types.
  enum Place {
    /// In an array with axes.
    case array
    /// In an array without axes.
    case scalar
    /// In a sub-array of an array without axes.
    case subarrayOfScalar
  }

  /// There are no values.
  case none
  case bool(isAligned: Bool)
  case number(width: Int)
  case float16(NumpyFloatText<Float16>)
  case float32(NumpyFloatText<Float>)
  case float64(NumpyFloatText<Double>)
  case longDouble(NumpyFloatText<LongDouble.Printed>)
  /// Floats of an array without axes, each by itself.
  case scalarFloat
  case complex64(NumpyComplexText<Float>)
  case complex128(NumpyComplexText<Double>)
  case complexLongDouble(NumpyComplexText<LongDouble.Printed>)
  /// Values that are printed each by itself.
  case plain
  case structured([NumpyTextFormat])
  indirect case subarray(NumpyTextFormat, NumpySubarrayText)

  /// The text of one of the values that this format was made for.
  func text(of value: ElementValue) -> String {
    switch (self, value) {
    case (.bool(let isAligned), .bool(let value)):
      value ? (isAligned ? " True" : "True") : "False"
    case (.number(let width), .int), (.number(let width), .uint),
      (.number(let width), .datetime), (.number(let width), .timedelta):
      Self.aligned(Self.unaligned(value), width)
    case (.float16(let format), .float16(let value)): format.text(of: value)
    case (.float32(let format), .float32(let value)): format.text(of: value)
    case (.float64(let format), .float64(let value)): format.text(of: value)
    case (.longDouble(let format), .longDouble(let value)): format.text(of: value.printed)
    case (.scalarFloat, .float16(let value)): NumpyScalarText.text(value)
    case (.scalarFloat, .float32(let value)): NumpyScalarText.text(value)
    case (.scalarFloat, .float64(let value)): NumpyScalarText.text(value)
    case (.scalarFloat, .longDouble(let value)): NumpyScalarText.text(value.printed)
    case (.complex64(let format), .complex64(let value)): format.text(of: value)
    case (.complex128(let format), .complex128(let value)): format.text(of: value)
    case (.complexLongDouble(let format), .complexLongDouble(let real, let imaginary)):
      format.text(of: ComplexNumber(real.printed, imaginary.printed))
    case (.plain, .mlFloat(let value, _)): MLFloatText.text(value)
    case (.plain, .bytes(let value)): NumpyStringText.repr(value)
    case (.plain, .unicode(let value)): NumpyStringText.repr(value)
    case (.plain, .void(let value)): NumpyStringText.void(value)
    case (.structured(let formats), .structured(let values)) where formats.count == values.count:
      Self.tuple(zip(formats, values).map { $0.text(of: $1) })
    case (.subarray(let format, let layout), .subarray(let values)):
      layout.text(of: values, format.text)
    default: preconditionFailure("an element \(value) does not fit the dtype or another element")
    }
  }

  /// A time or an integer without blanks before it.
  static func unaligned(_ value: ElementValue) -> String {
    switch value {
    case .int(let value): String(value)
    case .uint(let value): String(value)
    case .datetime(let count, let unit) where unit.unit != .generic || count == Int64.min:
      "'\(NumpyTimeText.date(count, unit))'"
    case .timedelta(Int64.min, _): "'\(NumpyTimeText.notATime)'"
    case .datetime(let count, _), .timedelta(let count, _): String(count)
    default: preconditionFailure("an element \(value) among integers or times")
    }
  }

  private static func aligned(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.utf8.count)) + text
  }

  private static func tuple(_ fields: [String]) -> String {
    "(" + fields.joined(separator: ", ") + (fields.count == 1 ? ",)" : ")")
  }
}
