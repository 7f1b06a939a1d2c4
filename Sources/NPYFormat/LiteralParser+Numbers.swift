extension LiteralParser {
  /// CPython does not convert a longer decimal integer (`sys.get_int_max_str_digits`).
  private static let maximumDigits = 4300

  /// An unsigned number: integer in any base, float or imaginary.
  mutating func number() throws(LiteralError) -> PythonLiteral {
    let value: PythonLiteral
    if peek() == Ascii.zero, let radix = radix(of: peek(after: 1)) {
      value = try integer(radix: radix)
    } else {
      value = try decimal()
    }
    // `3L` and `3if` end up here: a number ends where its last character does.
    if let byte = peek(), Ascii.isWord(byte) { throw error(.badNumber) }
    return value
  }

  private func radix(of byte: UInt8?) -> Int? {
    switch byte {
    case UInt8(ascii: "x"), UInt8(ascii: "X"): 16
    case UInt8(ascii: "o"), UInt8(ascii: "O"): 8
    case UInt8(ascii: "b"), UInt8(ascii: "B"): 2
    default: nil
    }
  }

  /// An integer after `0x`, `0o` or `0b`, where an underscore may stand before every digit.
  private mutating func integer(radix: Int) throws(LiteralError) -> PythonLiteral {
    let start = position
    position += 2
    var value: Int? = 0
    repeat {
      if peek() == Ascii.underscore { position += 1 }
      guard let byte = peek(), let digit = Ascii.hexadecimalValue(byte), digit < radix else {
        throw error(.badNumber)
      }
      position += 1
      if let known = value {
        let (shifted, overflow) = known.multipliedReportingOverflow(by: radix)
        // The low bits of a shifted value are zero, so that adding a digit cannot overflow.
        value = overflow ? nil : shifted + Int(digit)
      }
    } while isDigit(peek(), radix: radix) || peek() == Ascii.underscore
    return value.map { .int($0) } ?? .wideInt(spelling(from: start))
  }

  private func isDigit(_ byte: UInt8?, radix: Int) -> Bool {
    guard let byte, let digit = Ascii.hexadecimalValue(byte) else { return false }
    return digit < radix
  }

  /// A decimal integer, a float, or either followed by `j`.
  private mutating func decimal() throws(LiteralError) -> PythonLiteral {
    let start = position
    if peek() != Ascii.point { try digits() }
    let integerEnd = position
    if peek() == Ascii.point {
      position += 1
      if let byte = peek(), Ascii.isDigit(byte) {
        try digits()
      } else if integerEnd == start {
        throw error(.expectedValue)
      }
    }
    if let byte = peek(), byte | 0x20 == UInt8(ascii: "e") { try exponent() }
    let isImaginary = peek().map { $0 | 0x20 == UInt8(ascii: "j") } ?? false
    if position == integerEnd && !isImaginary { return try decimalInteger(from: start) }
    // Out of range is infinity or zero, as in Python.
    guard let value = Double(spelling(from: start)) else { throw error(.badNumber) }
    guard isImaginary else { return .float(value) }
    position += 1
    return .complex(real: 0, imaginary: value)
  }

  private func decimalInteger(from start: Int) throws(LiteralError) -> PythonLiteral {
    let text = spelling(from: start)
    if text.utf8.first == Ascii.zero {
      // Only zero may start with a zero.
      guard text.utf8.allSatisfy({ $0 == Ascii.zero }) else { throw error(.badNumber) }
      return .int(0)
    }
    if let value = Int(text) { return .int(value) }
    guard text.utf8.count <= Self.maximumDigits else { throw error(.badNumber) }
    return .wideInt(text)
  }

  /// Decimal digits with single underscores between them.
  private mutating func digits() throws(LiteralError) {
    while true {
      guard let byte = peek(), Ascii.isDigit(byte) else { throw error(.badNumber) }
      position += 1
      if peek() == Ascii.underscore {
        position += 1
      } else if !isDigit(peek(), radix: 10) {
        return
      }
    }
  }

  private mutating func exponent() throws(LiteralError) {
    position += 1
    if let sign = peek(), sign == Ascii.plus || sign == Ascii.minus { position += 1 }
    try digits()
  }

  /// The text from `start` to here without underscores.
  private func spelling(from start: Int) -> String {
    String(decoding: bytes[start..<position].filter { $0 != Ascii.underscore }, as: UTF8.self)
  }
}
