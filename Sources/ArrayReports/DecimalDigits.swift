/// The digits of a decimal number that is not negative.
struct DecimalDigits: Equatable {
  /// 0 to 9 each, the most significant first, without zeros at either end; none for zero.
  var digits: [UInt8]
  /// The power of ten that the first digit counts.
  var exponent: Int

  /// The digits of `coefficient` × 10^`exponent`.
  init(_ coefficient: UInt128, timesTenTo exponent: Int) {
    digits = String(coefficient).utf8.map { $0 - UInt8(ascii: "0") }
    self.exponent = exponent + digits.count - 1
    dropTrailingZeros()
  }

  /// The fewest digits that tell a finite number from all others of its type, and of those the
  /// nearest to it.
  ///
  /// Swift and numpy agree on these digits, and differ in how they write them.
  init<Number: BinaryFloatingPoint & CustomStringConvertible>(shortestOf number: Number) {
    digits = []
    exponent = -1
    var written = 0
    var isNegative = false
    var isInExponent = false
    var isAfterPoint = false
    for byte in number.magnitude.description.utf8 {
      switch byte {
      case UInt8(ascii: "e"): isInExponent = true
      case UInt8(ascii: "."): isAfterPoint = true
      case UInt8(ascii: "-"): isNegative = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let digit = byte - UInt8(ascii: "0")
        if isInExponent {
          written = 10 * written + Int(digit)
        } else {
          if digit != 0 || !digits.isEmpty { digits.append(digit) }
          // Every digit of the whole part raises the power of the first one, and every zero
          // between the point and the first digit lowers it.
          if isAfterPoint {
            if digits.isEmpty { exponent -= 1 }
          } else if !digits.isEmpty {
            exponent += 1
          }
        }
      default: break
      }
    }
    exponent += isNegative ? -written : written
    dropTrailingZeros()
    // Swift writes integers in full that it gives no exponent: all that `Float16` has.
    if !isInExponent, number.ulp > 2 { shorten(toTell: number.magnitude) }
  }

  /// The power of ten that the last digit counts.
  var lastPlace: Int { exponent - digits.count + 1 }

  /// The number of digits after the decimal point, where there is no exponent.
  var fractionCount: Int { digits.isEmpty ? 0 : max(0, -lastPlace) }

  /// Whether there is a 5 and nothing else after the first `count` digits.
  func isTie(at count: Int) -> Bool { digits.count == count + 1 && digits.last == 5 }

  /// The first `count` digits, of which there must be more, rounded to the nearest; a tie is
  /// rounded up.
  func rounded(to count: Int) -> DecimalDigits {
    var result = self
    guard count >= 0 else {
      result.digits = []
      return result
    }
    result.digits.removeSubrange(count...)
    if digits[count] >= 5 { result.increment() }
    result.dropTrailingZeros()
    return result
  }

  /// Drops the digits of an integer that are not needed to tell it from its type's other numbers.
  private mutating func shorten<Number: BinaryFloatingPoint>(toTell number: Number) {
    for count in 1..<max(1, digits.count) {
      let short = rounded(to: count)
      let integer = (0...short.exponent).reduce(0 as UInt128) { value, index in
        10 * value + UInt128(index < short.digits.count ? short.digits[index] : 0)
      }
      if Number(integer) == number {
        self = short
        return
      }
    }
  }

  /// Adds one to the last digit.
  private mutating func increment() {
    while digits.last == 9 { digits.removeLast() }
    if digits.isEmpty {
      digits = [1]
      exponent += 1
    } else {
      digits[digits.count - 1] += 1
    }
  }

  private mutating func dropTrailingZeros() {
    while digits.last == 0 { digits.removeLast() }
  }
}
