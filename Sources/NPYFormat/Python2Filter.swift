/// numpy's second try on a version 1.0 or 2.0 header that is not a literal.
///
/// Python 2 spelled long integers with a trailing `L`, and numpy saved them so. When the text
/// does not parse, numpy splits it with Python's lenient `tokenize` module, drops each name `L`
/// that follows a number, and joins the tokens again, with blanks and continuation lines where
/// tokens were apart. This does the same, so that it mends, and breaks, the same headers: it also
/// forgets some indentation, for instance.
struct Python2Filter {
  let source: [UInt8]
  private var output = TokenWriter()
  private var previousWasNumber = false

  /// Tokens as far as numpy's filter looks at them.
  enum Kind {
    case number, name, lineEnd, indent, dedent, other
  }

  private init(_ source: [UInt8]) {
    self.source = source
  }

  /// The text without Python 2's suffixes; nil where Python's tokenizer fails.
  ///
  /// - Complexity: O(*n*) in the length of the text.
  static func apply(to source: [UInt8]) -> [UInt8]? {
    var filter = Python2Filter(source)
    guard filter.run() else { return nil }
    return filter.output.text
  }

  private mutating func run() -> Bool {
    var state = TokenizerState()
    var lineStart = 0
    var lastLine = 0..<0
    while true {
      let line = lineRange(from: lineStart)
      lineStart = line.upperBound
      state.row += 1
      switch tokenize(line, &state) {
      case .next: lastLine = line
      case .stop:
        finish(state, lastLine: lastLine)
        return true
      case .fail: return false
      }
    }
  }

  /// The tokens that `tokenize` adds at the end.
  private mutating func finish(_ state: TokenizerState, lastLine: Range<Int>) {
    if let last = source[lastLine].last, last != Ascii.lineFeed, last != Ascii.carriageReturn {
      let content = source[lastLine].first { Unicode.Scalar($0).isSpaceInPython == false }
      if content != Ascii.hash {
        let column = lastLine.count
        emit(.lineEnd, 0..<0, from: (state.row - 1, column), to: (state.row - 1, column + 1))
      }
    }
  }

  /// The line that starts at `start`, with its line feed.
  private func lineRange(from start: Int) -> Range<Int> {
    var end = start
    while end < source.count {
      end += 1
      if source[end - 1] == Ascii.lineFeed { break }
    }
    return start..<end
  }

  mutating func emit(
    _ kind: Kind, _ range: Range<Int>, from start: (Int, Int), to end: (Int, Int)
  ) {
    let token = source[range]
    if previousWasNumber, kind == .name, token.elementsEqual(CollectionOfOne(UInt8(ascii: "L"))) {
      return
    }
    previousWasNumber = kind == .number
    output.write(kind, token, from: start, to: end)
  }
}
