/// `significand` × 2^`exponent`, to be divided by powers of ten without any loss.
struct BinaryNumber {
  let significand: UInt128
  let exponent: Int

  init(significand: UInt128, exponent: Int) {
    self.significand = significand
    self.exponent = exponent
  }

  /// The value of a finite number that is not negative.
  init<Number: BinaryFloatingPoint>(_ number: Number) {
    let fraction = UInt128(number.significandBitPattern)
    significand = number.isNormal ? fraction | 1 << Number.significandBitCount : fraction
    exponent = Int(number.ulp.exponent)
  }

  /// The quotient by 10^`place`, rounded to the nearest integer, and to the even one of two.
  ///
  /// - Precondition: twice the quotient is less than 2¹²⁸.
  func quotient(byTenTo place: Int) -> UInt128 {
    let (half, isExact) = twiceTheQuotient(byTenTo: place)
    let floor = half >> 1
    let isTie = half & 1 == 1 && isExact
    return floor + (isTie ? floor & 1 : half & 1)
  }

  /// Twice the quotient by 10^`place`, rounded down, and whether that is all of it.
  ///
  /// - Precondition: the result is less than 2¹²⁸.
  /// - Complexity: O(*n*²) in the number of words of the exact quotient: at most 260 for the
  ///   80-bit format.
  func twiceTheQuotient(byTenTo place: Int) -> (floor: UInt128, isExact: Bool) {
    var words = [UInt64(truncatingIfNeeded: significand), UInt64(significand >> 64)]
    // A power of ten is one of two and one of five: a shift, and words to multiply or divide by.
    let shift = exponent + 1 - place
    for factor in Self.powersOfFive(productOf: max(0, -place)) {
      Self.multiply(&words, by: factor)
    }
    if shift > 0 { Self.shiftLeft(&words, by: shift) }
    var isExact = true
    for divisor in Self.powersOfFive(productOf: max(0, place)) {
      isExact = Self.divide(&words, by: divisor) == 0 && isExact
    }
    if shift < 0 { isExact = Self.shiftRight(&words, by: -shift) && isExact }
    precondition(words.dropFirst(2).allSatisfy { $0 == 0 }, "a quotient of over 128 bits")
    let low = words.first ?? 0
    let high = words.count > 1 ? words[1] : 0
    return (UInt128(high) << 64 | UInt128(low), isExact)
  }

  /// Factors of one word each whose product is 5^`count`.
  private static func powersOfFive(productOf count: Int) -> [UInt64] {
    let (full, rest) = count.quotientAndRemainder(dividingBy: 27)
    // 5²⁷ is the highest power of five in 64 bits.
    let largest: UInt64 = 7_450_580_596_923_828_125
    let last = (0..<rest).reduce(1 as UInt64) { power, _ in power * 5 }
    return [UInt64](repeating: largest, count: full) + (rest > 0 ? [last] : [])
  }

  private static func multiply(_ words: inout [UInt64], by factor: UInt64) {
    var carry: UInt64 = 0
    for index in words.indices {
      let (high, low) = words[index].multipliedFullWidth(by: factor)
      let (sum, overflow) = low.addingReportingOverflow(carry)
      words[index] = sum
      carry = high + (overflow ? 1 : 0)
    }
    if carry > 0 { words.append(carry) }
  }

  /// Divides and gives the remainder.
  private static func divide(_ words: inout [UInt64], by divisor: UInt64) -> UInt64 {
    var remainder: UInt64 = 0
    for index in words.indices.reversed() {
      (words[index], remainder) = divisor.dividingFullWidth((remainder, words[index]))
    }
    while words.last == 0 { words.removeLast() }
    return remainder
  }

  private static func shiftLeft(_ words: inout [UInt64], by bits: Int) {
    let (count, rest) = bits.quotientAndRemainder(dividingBy: 64)
    if rest > 0 { multiply(&words, by: 1 << UInt64(rest)) }
    words.insert(contentsOf: repeatElement(0, count: count), at: 0)
  }

  /// Shifts and tells whether no bit was lost that was set.
  private static func shiftRight(_ words: inout [UInt64], by bits: Int) -> Bool {
    let (count, rest) = bits.quotientAndRemainder(dividingBy: 64)
    let lost = words.prefix(count)
    words.removeFirst(min(count, words.count))
    let remainder = divide(&words, by: 1 << UInt64(rest))
    return remainder == 0 && lost.allSatisfy { $0 == 0 }
  }
}
