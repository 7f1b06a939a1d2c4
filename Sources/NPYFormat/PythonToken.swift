/// One token as Python's lenient `tokenize` module sees it, as far as `Python2Filter` needs.
struct PythonToken {
  enum Kind: Equatable {
    case number, name, lineEnd, opening, closing, other
    /// Nothing but blanks to the end of the line.
    case end
    /// A backslash at the end of the line.
    case continuation
    /// A string that the line does not close.
    case openString(quote: UInt8, isTriple: Bool)
  }

  let kind: Kind
  /// Offsets in the source, blanks before the token excluded.
  let range: Range<Int>

  /// The token at `position` after blanks; nil if the character there fits none.
  static func scan(_ source: [UInt8], at position: Int, within line: Range<Int>) -> PythonToken? {
    var start = position
    while start < line.upperBound, isBlank(source[start]) { start += 1 }
    let rest = start..<line.upperBound
    guard let first = source[rest].first else { return PythonToken(kind: .end, range: rest) }
    if first == Ascii.backslash, let end = lineEnd(source, at: start + 1, within: line) {
      return PythonToken(kind: .continuation, range: start..<end)
    }
    if first == Ascii.hash {
      let end = source[rest].firstIndex { isLineEnd($0) } ?? line.upperBound
      return PythonToken(kind: .other, range: start..<end)
    }
    if let string = scanString(source, at: start, within: line) { return string }
    if let end = PythonNumberToken.end(in: source[rest]) {
      return PythonToken(kind: .number, range: start..<end)
    }
    if let end = lineEnd(source, at: start, within: line) {
      return PythonToken(kind: .lineEnd, range: start..<end)
    }
    if Ascii.isWord(first) {
      let end = source[rest].firstIndex { !Ascii.isWord($0) } ?? line.upperBound
      return PythonToken(kind: .name, range: start..<end)
    }
    let single = start..<(start + 1)
    switch first {
    case Ascii.openParenthesis, Ascii.openBracket, Ascii.openBrace:
      return PythonToken(kind: .opening, range: single)
    case Ascii.closeParenthesis, Ascii.closeBracket, Ascii.closeBrace:
      return PythonToken(kind: .closing, range: single)
    // Characters that start no operator. An operator of several characters has no brackets in
    // it, so it does no harm to take its characters one by one.
    case Ascii.quote, Ascii.doubleQuote, Ascii.backslash, Ascii.carriageReturn: return nil
    case UInt8(ascii: "!"), UInt8(ascii: "$"), UInt8(ascii: "?"), UInt8(ascii: "`"): return nil
    case 0..<0x20, 0x7F: return nil
    default: return PythonToken(kind: .other, range: single)
    }
  }

  /// Where a line end at `position` ends: a line feed, perhaps after a carriage return.
  private static func lineEnd(
    _ source: [UInt8], at position: Int, within line: Range<Int>
  ) -> Int? {
    guard position < line.upperBound else { return nil }
    if source[position] == Ascii.lineFeed { return position + 1 }
    guard source[position] == Ascii.carriageReturn, position + 1 < line.upperBound,
      source[position + 1] == Ascii.lineFeed
    else { return nil }
    return position + 2
  }

  private static func scanString(
    _ source: [UInt8], at start: Int, within line: Range<Int>
  ) -> PythonToken? {
    guard let opening = openingQuote(source[start..<line.upperBound]) else { return nil }
    let quote = source[opening]
    let isTriple =
      opening + 2 < line.upperBound && source[opening + 1] == quote
      && source[opening + 2] == quote
    let open = Kind.openString(quote: quote, isTriple: isTriple)
    if isTriple {
      let string = TokenizerState.OpenString(
        start: start, place: (0, 0), quote: quote, isTriple: true)
      let content = (opening + 3)..<line.upperBound
      guard let end = closingQuote(of: string, in: source, within: content) else {
        return PythonToken(kind: open, range: start..<line.upperBound)
      }
      return PythonToken(kind: .other, range: start..<end)
    }
    var position = opening + 1
    while position < line.upperBound {
      switch source[position] {
      case quote: return PythonToken(kind: .other, range: start..<(position + 1))
      case Ascii.lineFeed: return nil
      case Ascii.backslash:
        if lineEnd(source, at: position + 1, within: line) != nil {
          return PythonToken(kind: open, range: start..<line.upperBound)
        }
        position += 2
      default: position += 1
      }
    }
    return nil
  }

  /// The place of the quote that opens a string here, after one of Python's prefixes.
  private static func openingQuote(_ rest: ArraySlice<UInt8>) -> Int? {
    guard let quote = rest.prefix(3).firstIndex(where: { isQuote($0) }) else { return nil }
    switch String(decoding: rest[..<quote].map { $0 | 0x20 }, as: UTF8.self) {
    case "", "b", "r", "u", "f", "br", "rb", "fr", "rf": return quote
    default: return nil
    }
  }

  /// Where an open string ends in a later part of the source; nil if it goes on.
  static func closingQuote(
    of string: TokenizerState.OpenString, in source: [UInt8], within range: Range<Int>
  ) -> Int? {
    var position = range.lowerBound
    while position < range.upperBound {
      let byte = source[position]
      if byte == Ascii.backslash {
        // Python's pattern has a dot after the backslash, which matches no line feed.
        guard position + 1 < range.upperBound, source[position + 1] != Ascii.lineFeed else {
          return nil
        }
        position += 2
      } else if byte == string.quote {
        if !string.isTriple { return position + 1 }
        let isClosed =
          position + 2 < range.upperBound && source[position + 1] == byte
          && source[position + 2] == byte
        if isClosed { return position + 3 }
        position += 1
      } else {
        position += 1
      }
    }
    return nil
  }

  /// Whether a line ends with a backslash and a line end.
  static func endsWithContinuation(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.last == Ascii.lineFeed else { return false }
    let rest = line.dropLast()
    return rest.last == Ascii.backslash
      || (rest.last == Ascii.carriageReturn && rest.dropLast().last == Ascii.backslash)
  }

  static func isLineEnd(_ byte: UInt8) -> Bool {
    byte == Ascii.lineFeed || byte == Ascii.carriageReturn
  }

  private static func isQuote(_ byte: UInt8) -> Bool {
    byte == Ascii.quote || byte == Ascii.doubleQuote
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == Ascii.space || byte == Ascii.tab || byte == Ascii.formFeed
  }
}
