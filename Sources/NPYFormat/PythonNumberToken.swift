/// Numbers as Python's lenient `tokenize` module finds them: the longest prefix that is one.
enum PythonNumberToken {
  /// The end of the number that `text` starts with; nil if it starts with none.
  static func end(in text: ArraySlice<UInt8>) -> Int? {
    let start = text.startIndex
    guard let digitsEnd = digits(text, at: start) else {
      guard text.first == Ascii.point, let end = digits(text, at: start + 1) else { return nil }
      return imaginary(text, at: exponent(text, at: end) ?? end)
    }
    if isLetter(text, at: digitsEnd, "j") { return digitsEnd + 1 }
    if digitsEnd < text.endIndex, text[digitsEnd] == Ascii.point {
      let end = digits(text, at: digitsEnd + 1) ?? digitsEnd + 1
      return imaginary(text, at: exponent(text, at: end) ?? end)
    }
    if let end = exponent(text, at: digitsEnd) { return imaginary(text, at: end) }
    return integer(text)
  }

  /// An integer: based, a run of zeros, or decimal digits without a leading zero.
  private static func integer(_ text: ArraySlice<UInt8>) -> Int {
    let start = text.startIndex
    guard text.first == Ascii.zero else { return digits(text, at: start) ?? start + 1 }
    for (letter, radix) in [("x", 16), ("b", 2), ("o", 8)] as [(Unicode.Scalar, UInt8)]
    where isLetter(text, at: start + 1, letter) {
      var end = start + 2
      while let next = digit(text, at: end, radix: radix) { end = next }
      if end > start + 2 { return end }
    }
    var end = start + 1
    while let next = digit(text, at: end, radix: 1) { end = next }
    return end
  }

  /// The position after a digit, perhaps after an underscore, at `position`.
  private static func digit(_ text: ArraySlice<UInt8>, at position: Int, radix: UInt8) -> Int? {
    guard position < text.endIndex else { return nil }
    let place = text[position] == Ascii.underscore ? position + 1 : position
    guard place < text.endIndex, let value = Ascii.hexadecimalValue(text[place]) else {
      return nil
    }
    return value < radix ? place + 1 : nil
  }

  /// The end of decimal digits, with single underscores between them, at `position`.
  private static func digits(_ text: ArraySlice<UInt8>, at position: Int) -> Int? {
    guard position < text.endIndex, Ascii.isDigit(text[position]) else { return nil }
    var end = position + 1
    while let next = digit(text, at: end, radix: 10) { end = next }
    return end
  }

  private static func exponent(_ text: ArraySlice<UInt8>, at position: Int) -> Int? {
    guard isLetter(text, at: position, "e") else { return nil }
    var start = position + 1
    if start < text.endIndex, text[start] == Ascii.plus || text[start] == Ascii.minus {
      start += 1
    }
    return digits(text, at: start)
  }

  /// The position after a `j` at `position`, if there is one.
  private static func imaginary(_ text: ArraySlice<UInt8>, at position: Int) -> Int {
    isLetter(text, at: position, "j") ? position + 1 : position
  }

  private static func isLetter(
    _ text: ArraySlice<UInt8>, at position: Int, _ letter: Unicode.Scalar
  ) -> Bool {
    position < text.endIndex && UInt32(text[position] | 0x20) == letter.value
  }
}
