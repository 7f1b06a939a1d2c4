/// Reads one Python literal from the bytes of a header.
///
/// It accepts what `ast.literal_eval` of CPython 3.11 accepts: strings with every prefix and
/// escape, adjacent strings joined, numbers in every base, `+` and `-`, complex sums, `True`,
/// `False`, `None`, `...`, tuples, lists, dictionaries, sets, `set()`, redundant parentheses,
/// comments and line ends between brackets, and continuation lines.
struct LiteralParser {
  /// The text, with every line end as a single line feed, as Python's tokenizer sees it.
  let bytes: [UInt8]
  let encoding: TextEncoding
  /// The offset of the next unread byte.
  var position = 0
  /// Open brackets.
  var depth = 0
  /// Whether some string held half of a surrogate pair, now replaced by its stand-in.
  var sawSurrogate = false
  /// Named escapes so far, such as `\N{BULLET}`: looking one up is slow, so they are limited.
  var namedEscapes = 0
  /// Where the entries of the outermost dictionary are, in source order.
  var entries: [SourceEntry] = []
  /// Open dictionaries.
  var openDictionaries = 0
  /// Whether line ends were rewritten, so that offsets are no longer those of the source.
  let movedLineEnds: Bool

  /// Python's tokenizer refuses the bracket after this many.
  static let maximumDepth = 200

  /// An entry of the outermost dictionary: the text of its key and where it starts.
  struct SourceEntry {
    let key: PythonLiteral
    let start: Int
  }

  init(_ source: [UInt8], encoding: TextEncoding) {
    self.encoding = encoding
    guard source.contains(Ascii.carriageReturn) else {
      bytes = source
      movedLineEnds = false
      return
    }
    var normalised: [UInt8] = []
    normalised.reserveCapacity(source.count)
    var previous: UInt8 = 0
    for byte in source {
      if byte == Ascii.carriageReturn {
        normalised.append(Ascii.lineFeed)
      } else if byte != Ascii.lineFeed || previous != Ascii.carriageReturn {
        normalised.append(byte)
      }
      previous = byte
    }
    movedLineEnds = normalised.count != source.count
    bytes = normalised
  }

  /// The value of the whole text.
  mutating func parse() throws(LiteralError) -> PythonLiteral {
    if let zero = bytes.firstIndex(of: 0) {
      throw LiteralError(reason: .nullByte, offset: zero)
    }
    // `literal_eval` strips leading blanks before it hands the text to Python's parser.
    while let byte = peek(), byte == Ascii.space || byte == Ascii.tab { position += 1 }
    try startLine()
    var value = try expression()
    try skipBlanks()
    if peek() == Ascii.comma { value = try bareTuple(first: value) }
    if peek() == Ascii.lineFeed {
      position += 1
      try startLine()
    }
    guard position == bytes.count else { throw error(.trailingText) }
    return value
  }

  /// A tuple without parentheses, which Python allows at the top level only.
  private mutating func bareTuple(first: PythonLiteral) throws(LiteralError) -> PythonLiteral {
    var items = [first]
    while peek() == Ascii.comma {
      position += 1
      try skipBlanks()
      guard let next = peek(), next != Ascii.lineFeed else { break }
      items.append(try expression())
      try skipBlanks()
    }
    return .tuple(items)
  }

  /// A value, or the sum of a real and an imaginary number.
  mutating func expression() throws(LiteralError) -> PythonLiteral {
    let operand = try sum()
    guard operand.form != .setName else { throw error(.expectedValue) }
    return operand.value
  }

  /// The next byte, or nil at the end.
  func peek() -> UInt8? {
    position < bytes.count ? bytes[position] : nil
  }

  /// The byte so far after the next one, or nil beyond the end.
  func peek(after distance: Int) -> UInt8? {
    let index = position + distance
    return index < bytes.count ? bytes[index] : nil
  }

  func error(_ reason: LiteralError.Reason) -> LiteralError {
    LiteralError(reason: reason, offset: position)
  }
}
