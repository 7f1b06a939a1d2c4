/// Floating-point numbers as Python writes them.
enum PythonFloat {
  /// Python's `repr` of a float: the shortest digits, with an exponent below 10⁻⁴ and from 10¹⁶.
  static func repr(_ value: Double) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    let (digits, exponent) = shortestDigits(of: value.magnitude)
    let sign = value.sign == .minus ? "-" : ""
    // `exponent` is that of the scientific form: d.ddd × 10^exponent.
    if exponent < -4 || exponent >= 16 {
      let mantissa = digits.count == 1 ? digits : "\(digits.prefix(1)).\(digits.dropFirst())"
      let magnitude = String(exponent.magnitude)
      let padded = magnitude.count < 2 ? "0" + magnitude : magnitude
      return "\(sign)\(mantissa)e\(exponent < 0 ? "-" : "+")\(padded)"
    }
    if exponent < 0 {
      return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits
    }
    if digits.count <= exponent + 1 {
      return sign + digits + String(repeating: "0", count: exponent + 1 - digits.count) + ".0"
    }
    return "\(sign)\(digits.prefix(exponent + 1)).\(digits.dropFirst(exponent + 1))"
  }

  /// Python's `repr` of a complex number: `2j`, `(1+2j)`.
  static func repr(real: Double, imaginary: Double) -> String {
    let tail = part(imaginary) + "j"
    if real == 0 && real.sign == .plus { return tail }
    return "(\(part(real))\(tail.hasPrefix("-") ? "" : "+")\(tail))"
  }

  /// A part of a complex number: a float without a trailing `.0`.
  private static func part(_ value: Double) -> String {
    let text = repr(value)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// The shortest decimal digits that read back as `value`, and the exponent of the first.
  ///
  /// Swift and Python agree on the digits (both print the shortest that round-trip) and differ
  /// in where they put the point.
  private static func shortestDigits(of value: Double) -> (digits: String, exponent: Int) {
    let description = value.description
    let parts = description.split(separator: "e")
    var exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let mantissa = parts.first ?? "0"
    var digits: [Character] = []
    var seenPoint = false
    var seenNonZero = false
    for character in mantissa {
      if character == "." {
        seenPoint = true
        continue
      }
      if character != "0" { seenNonZero = true }
      // Leading zeros lower the exponent after the point and are skipped before it.
      if seenNonZero {
        digits.append(character)
        if !seenPoint { exponent += 1 }
      } else if seenPoint {
        exponent -= 1
      }
    }
    while digits.last == "0" { digits.removeLast() }
    return digits.isEmpty ? ("0", 0) : (String(digits), exponent - 1)
  }
}
