import ArrayViews

extension LongDouble {
  #if arch(x86_64)
    /// The type in which long doubles are printed.
    typealias Printed = Float80

    /// The number as the processor takes it.
    ///
    /// Patterns without the leading bit that the exponent calls for are no numbers, and count as
    /// NaN in all arithmetic.
    var printed: Float80 { high & 0x7FFF != 0 && low >> 63 == 0 ? .nan : value }
  #else
    /// The type in which long doubles are printed.
    typealias Printed = Double

    /// The number, as far as a `Double` can be it.
    var printed: Double { roundedQuadruple }
  #endif

  /// These bits as a number of IEEE quadruple precision, rounded to a `Double`.
  var roundedQuadruple: Double {
    let sign: FloatingPointSign = high >> 63 == 0 ? .plus : .minus
    let exponent = Int(high >> 48 & 0x7FFF)
    let fraction = high & 0xFFFF_FFFF_FFFF
    switch exponent {
    case 0: return sign == .plus ? 0 : -0.0
    case 0x7FFF: return fraction | low != 0 ? .nan : sign == .plus ? .infinity : -.infinity
    default:
      let significand = UInt128(1 << 48 | fraction) << 64 | UInt128(low)
      return Double(sign: sign, exponent: exponent - 16_383 - 112, significand: Double(significand))
    }
  }
}
