import ArrayViews

/// The number in an element of one type.
extension ElementValue {
  var float16: Float16? {
    if case .float16(let number) = self { number } else { nil }
  }

  var float32: Float? {
    if case .float32(let number) = self { number } else { nil }
  }

  var float64: Double? {
    if case .float64(let number) = self { number } else { nil }
  }

  var longDouble: LongDouble.Printed? {
    if case .longDouble(let number) = self { number.printed } else { nil }
  }

  var complex64: ComplexNumber<Float>? {
    if case .complex64(let number) = self { number } else { nil }
  }

  var complex128: ComplexNumber<Double>? {
    if case .complex128(let number) = self { number } else { nil }
  }

  var complexLongDouble: ComplexNumber<LongDouble.Printed>? {
    guard case .complexLongDouble(let real, let imaginary) = self else { return nil }
    return ComplexNumber(real.printed, imaginary.printed)
  }

  /// The count of a time or of a duration.
  var ticks: Int64? {
    switch self {
    case .datetime(let count, _), .timedelta(let count, _): count
    default: nil
    }
  }
}
