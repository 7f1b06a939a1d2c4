extension LiteralParser {
  /// What an escape stands for.
  enum Escape {
    /// A character's code point, or a byte (of which Python keeps the low eight bits).
    case value(UInt32)
    /// Nothing: a backslash before a line end joins two lines.
    case nothing
    /// A backslash, because what follows it is no escape and is content by itself.
    case backslash
  }

  /// The most `\N{...}` escapes that are looked up in one text.
  private static let maximumNamedEscapes = 16

  /// Reads the escape that starts with the backslash here.
  mutating func escape(inBytes: Bool) throws(LiteralError) -> Escape {
    guard let kind = peek(after: 1) else { throw error(.unterminatedString) }
    if let simple = Self.simpleEscape(kind) {
      position += 2
      return .value(simple)
    }
    switch kind {
    case Ascii.lineFeed:
      position += 2
      return .nothing
    case UInt8(ascii: "0")...UInt8(ascii: "7"): return .value(octal())
    case UInt8(ascii: "x"): return .value(try hexadecimal(digits: 2))
    case UInt8(ascii: "u") where !inBytes: return .value(try hexadecimal(digits: 4))
    case UInt8(ascii: "U") where !inBytes: return .value(try hexadecimal(digits: 8))
    case UInt8(ascii: "N") where !inBytes: return .value(try named())
    default:
      position += 1
      return .backslash
    }
  }

  private static func simpleEscape(_ kind: UInt8) -> UInt32? {
    switch kind {
    case Ascii.backslash, Ascii.quote, Ascii.doubleQuote: UInt32(kind)
    case UInt8(ascii: "a"): 0x07
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "v"): 0x0B
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "r"): 0x0D
    default: nil
    }
  }

  /// One to three octal digits: at most 0o777.
  private mutating func octal() -> UInt32 {
    position += 1
    var value: UInt32 = 0
    for _ in 0..<3 {
      guard let byte = peek(), (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(byte) else { break }
      value = value * 8 + UInt32(byte - Ascii.zero)
      position += 1
    }
    return value
  }

  private mutating func hexadecimal(digits: Int) throws(LiteralError) -> UInt32 {
    var value: UInt32 = 0
    for index in 0..<digits {
      guard let byte = peek(after: 2 + index), let digit = Ascii.hexadecimalValue(byte) else {
        throw error(.badEscape)
      }
      value = value << 4 | UInt32(digit)
    }
    guard value <= 0x10_FFFF else { throw error(.badEscape) }
    position += 2 + digits
    return value
  }

  /// A latin-1 character by its Unicode name or alias, in either case: `\N{LESS-THAN SIGN}`.
  ///
  /// Python knows all of Unicode. Looking for a name among a million characters takes seconds,
  /// which no header may cost, and none was ever written so.
  private mutating func named() throws(LiteralError) -> UInt32 {
    guard peek(after: 2) == Ascii.openBrace else { throw error(.badEscape) }
    var end = position + 3
    while end < bytes.count, bytes[end] != Ascii.closeBrace { end += 1 }
    guard end < bytes.count else { throw error(.badEscape) }
    namedEscapes += 1
    guard namedEscapes <= Self.maximumNamedEscapes else { throw error(.tooManyNamedEscapes) }
    let name = String(decoding: bytes[(position + 3)..<end], as: UTF8.self).uppercased()
    for value in UInt8.min...UInt8.max {
      let properties = Unicode.Scalar(value).properties
      if properties.name == name || properties.nameAlias == name {
        position = end + 1
        return UInt32(value)
      }
    }
    throw error(.unknownName)
  }
}
