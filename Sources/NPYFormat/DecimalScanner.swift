/// C's `strtol` in base ten, which numpy reads the numbers in type codes with.
enum DecimalScanner {
  /// Where the number ended, and its value.
  struct Scan {
    /// The value; nil where it does not fit 64 bits.
    let value: Int?
    /// The index after the last digit.
    let end: Int
  }

  /// Reads blanks, a sign and digits at `start`; nil if there are no digits.
  static func scan(_ bytes: ArraySlice<UInt8>, at start: Int) -> Scan? {
    var index = start
    while index < bytes.endIndex, isSpace(bytes[index]) { index += 1 }
    var isNegative = false
    if index < bytes.endIndex, bytes[index] == Ascii.plus || bytes[index] == Ascii.minus {
      isNegative = bytes[index] == Ascii.minus
      index += 1
    }
    let firstDigit = index
    var value: Int? = 0
    while index < bytes.endIndex, Ascii.isDigit(bytes[index]) {
      let digit = Int(bytes[index] - Ascii.zero)
      index += 1
      guard let known = value else { continue }
      let (tenfold, overflow) = known.multipliedReportingOverflow(by: 10)
      // Counting downwards for negative numbers reaches `Int.min`.
      let (sum, carry) = tenfold.addingReportingOverflow(isNegative ? -digit : digit)
      value = overflow || carry ? nil : sum
    }
    return index == firstDigit ? nil : Scan(value: value, end: index)
  }

  /// What C's `isspace` says in the locale that Python starts in.
  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == Ascii.space || (0x09...0x0D).contains(byte)
  }
}
