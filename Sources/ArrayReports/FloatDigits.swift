/// The digits of a finite number that is not negative, as numpy rounds them.
///
/// numpy's algorithm is Dragon4 (Steele and White, 1990, with Juckett's and its own changes): it
/// makes digits until they tell the number from its neighbours or until enough are made, and
/// rounds the number itself, not its digits, in the place of the last one.
struct FloatDigits<Number: BinaryFloatingPoint & CustomStringConvertible> {
  private let number: Number
  /// The fewest digits that tell the number from its neighbours.
  let shortest: DecimalDigits

  init(_ number: Number) {
    self.number = number
    shortest = DecimalDigits(shortestOf: number)
  }

  /// The shortest digits, cut to at most `count` after the decimal point.
  func cut(toFraction count: Int) -> DecimalDigits {
    // Without the sum of the two, which may overflow: any number of digits may be asked for.
    guard shortest.fractionCount > count else { return shortest }
    return cut(to: shortest.exponent + 1 + count)
  }

  /// The shortest digits, cut to at most `count`.
  func cut(to count: Int) -> DecimalDigits {
    guard shortest.digits.count > count else { return shortest }
    // The number is not its shortest digits, but so near to them that both are rounded alike: if
    // half a unit of the last place that is kept lay between the two, or were the number, it
    // would be a shorter way to tell it. Only if it is the shortest digits, it is for the number
    // itself to say.
    guard shortest.isTie(at: count) else { return shortest.rounded(to: count) }
    let place = shortest.exponent - count + 1
    return DecimalDigits(BinaryNumber(number).quotient(byTenTo: place), timesTenTo: place)
  }

  /// The number rounded to `count` digits, where there may be fewer of the shortest.
  ///
  /// Digits that are not needed to tell the number show its exact value: in `float32` the
  /// nine digits of 10⁻⁵ are 9.99999975 × 10⁻⁶.
  func rounded(to count: Int) -> DecimalDigits {
    guard shortest.digits.count < count, !shortest.digits.isEmpty else { return cut(to: count) }
    // The shortest digits are within half a unit in the last binary place of the number. They
    // stay if that is less than half of the last decimal place (or of the one after, as the
    // number may be below a power of ten that is its shortest digit).
    let lastPlace = shortest.exponent - count
    guard Double(lastPlace) * 3.321928 < Double(Int(number.ulp.exponent) + 1) else {
      return shortest
    }
    let exact = BinaryNumber(number)
    let isBelowPower =
      shortest.digits == [1] && exact.twiceTheQuotient(byTenTo: shortest.exponent).floor < 2
    let place = isBelowPower ? lastPlace : lastPlace + 1
    let quotient = exact.quotient(byTenTo: place)
    if isRoundedUpByMargins(exact, quotient, place) { return shortest }
    return DecimalDigits(quotient, timesTenTo: place)
  }

  /// Whether Dragon4 gives the shortest digits although the number is nearer to one less in the
  /// last place.
  ///
  /// The next number below a power of two is only half as far away as the next one above, and
  /// Dragon4 takes it that all that is nearer to the number than half of these distances may
  /// stand for it: sometimes that allows it to round up and forbids it to round down.
  private func isRoundedUpByMargins(
    _ exact: BinaryNumber, _ quotient: UInt128, _ place: Int
  ) -> Bool {
    guard number.significandBitPattern == 0, number.exponentBitPattern > 1,
      DecimalDigits(quotient + 1, timesTenTo: place) == shortest
    else { return false }
    let lowest = BinaryNumber(
      significand: 4 * exact.significand - 1, exponent: exact.exponent - 2)
    let (half, isExact) = lowest.twiceTheQuotient(byTenTo: place)
    return half > 2 * quotient || (half == 2 * quotient && !isExact)
  }
}
