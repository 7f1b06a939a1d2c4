extension LiteralParser {
  /// The letters before a string's opening quote.
  private struct Prefix {
    var isBytes = false
    var isRaw = false
    var length = 0
  }

  /// Adjacent string literals, joined; nil if no string starts here.
  mutating func strings() throws(LiteralError) -> PythonLiteral? {
    guard let first = stringPrefix() else { return nil }
    var text = String.UnicodeScalarView()
    var bytes: [UInt8] = []
    var next: Prefix? = first
    while let prefix = next {
      guard prefix.isBytes == first.isBytes else { throw error(.mixedStrings) }
      position += prefix.length
      if prefix.isBytes {
        try bytesContent(isRaw: prefix.isRaw, into: &bytes)
      } else {
        try textContent(isRaw: prefix.isRaw, into: &text)
      }
      try skipBlanks()
      next = stringPrefix()
    }
    return first.isBytes ? .bytes(bytes) : .string(String(text))
  }

  /// The prefix of the string that starts here; nil if none does.
  ///
  /// `u`, `r`, `b`, `br` and `rb` in either case. A formatted string (`f`) is not a literal.
  private func stringPrefix() -> Prefix? {
    var prefix = Prefix()
    var isUnicode = false
    while let byte = peek(after: prefix.length) {
      switch byte {
      case Ascii.quote, Ascii.doubleQuote: return prefix
      case UInt8(ascii: "u"), UInt8(ascii: "U"):
        guard prefix.length == 0 else { return nil }
        isUnicode = true
      case UInt8(ascii: "r"), UInt8(ascii: "R"):
        guard !prefix.isRaw, !isUnicode else { return nil }
        prefix.isRaw = true
      case UInt8(ascii: "b"), UInt8(ascii: "B"):
        guard !prefix.isBytes, !isUnicode else { return nil }
        prefix.isBytes = true
      default: return nil
      }
      prefix.length += 1
    }
    return nil
  }

  /// Moves behind the opening quotes; how many there are, and which.
  private mutating func openQuotes() -> (quote: UInt8, count: Int) {
    let quote = bytes[position]
    let isTriple = peek(after: 1) == quote && peek(after: 2) == quote
    position += isTriple ? 3 : 1
    return (quote, isTriple ? 3 : 1)
  }

  /// Moves behind the closing quotes if they are here.
  private mutating func closeQuotes(_ quote: UInt8, _ count: Int) -> Bool {
    guard peek() == quote else { return false }
    if count == 3 && (peek(after: 1) != quote || peek(after: 2) != quote) { return false }
    position += count
    return true
  }

  /// Checks that the string goes on here: not the end, and no line end between single quotes.
  private func requireContent(quotes: Int) throws(LiteralError) -> UInt8 {
    guard let byte = peek(), quotes == 3 || byte != Ascii.lineFeed else {
      throw error(.unterminatedString)
    }
    return byte
  }

  private mutating func bytesContent(
    isRaw: Bool, into content: inout [UInt8]
  ) throws(LiteralError) {
    let (quote, count) = openQuotes()
    while !closeQuotes(quote, count) {
      let byte = try requireContent(quotes: count)
      guard byte < 0x80 else { throw error(.nonASCIIBytes) }
      guard byte == Ascii.backslash else {
        content.append(byte)
        position += 1
        continue
      }
      guard let escaped = peek(after: 1) else { throw error(.unterminatedString) }
      guard escaped < 0x80 else { throw error(.nonASCIIBytes) }
      if isRaw {
        content.append(contentsOf: [byte, escaped])
        position += 2
      } else {
        switch try escape(inBytes: true) {
        case .value(let value): content.append(UInt8(truncatingIfNeeded: value))
        case .nothing: break
        case .backslash: content.append(Ascii.backslash)
        }
      }
    }
  }

  private mutating func textContent(
    isRaw: Bool, into content: inout String.UnicodeScalarView
  ) throws(LiteralError) {
    let (quote, count) = openQuotes()
    while !closeQuotes(quote, count) {
      let byte = try requireContent(quotes: count)
      if byte == Ascii.backslash, !isRaw {
        switch try escape(inBytes: false) {
        case .value(let value): content.append(scalar(value))
        case .nothing: break
        case .backslash: content.append("\\")
        }
        continue
      }
      if byte == Ascii.backslash {
        // A raw string keeps the backslash, which still protects a quote.
        content.append("\\")
        position += 1
        guard peek() != nil else { throw error(.unterminatedString) }
      }
      try content.append(sourceScalar())
    }
  }

  /// The character of the source that starts here.
  private mutating func sourceScalar() throws(LiteralError) -> Unicode.Scalar {
    if bytes[position] < 0x80 || encoding == .latin1 {
      defer { position += 1 }
      return Unicode.Scalar(bytes[position])
    }
    var decoder = UTF8ScalarDecoder(position: position)
    guard let scalar = decoder.next(in: bytes) else { throw error(.badEscape) }
    position = decoder.position
    return scalar
  }

  /// The scalar of an escape's value, with a stand-in for half of a surrogate pair.
  private mutating func scalar(_ value: UInt32) -> Unicode.Scalar {
    if let scalar = Unicode.Scalar(value) { return scalar }
    sawSurrogate = true
    return .standIn(forSurrogate: value)
  }
}
