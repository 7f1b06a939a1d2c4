extension LiteralParser {
  /// Skips blanks, comments and continuation lines; between brackets, line ends too.
  mutating func skipBlanks() throws(LiteralError) {
    while let byte = peek() {
      switch byte {
      case Ascii.space, Ascii.tab, Ascii.formFeed: position += 1
      case Ascii.hash: skipComment()
      case Ascii.backslash: try skipContinuation()
      case Ascii.lineFeed where depth > 0: position += 1
      default: return
      }
    }
  }

  /// Skips lines without content, up to the first token of a line that has some.
  ///
  /// Outside of brackets, Python measures the indentation of that line, and a literal has none:
  /// tabs go to the next multiple of eight, a form feed goes back to the margin, and the first
  /// backslash that continues the line fixes the indentation. The end of the text counts as
  /// content.
  ///
  /// - Throws: `LiteralError` if the line is indented.
  mutating func startLine() throws(LiteralError) {
    while true {
      var column = 0
      var columnOfContinuation = 0
      indentation: while let byte = peek() {
        switch byte {
        case Ascii.space: column += 1
        case Ascii.tab: column = (column / 8 + 1) * 8
        case Ascii.formFeed: column = 0
        case Ascii.backslash:
          if columnOfContinuation == 0 { columnOfContinuation = column }
          try skipContinuation()
          continue indentation
        default: break indentation
        }
        position += 1
      }
      switch peek() {
      case Ascii.hash?:
        skipComment()
        guard peek() != nil else { return }
        position += 1
      case Ascii.lineFeed?:
        position += 1
      default:
        let indentation = columnOfContinuation == 0 ? column : columnOfContinuation
        guard indentation == 0 else { throw error(.indented) }
        return
      }
    }
  }

  private mutating func skipComment() {
    while let byte = peek(), byte != Ascii.lineFeed { position += 1 }
  }

  /// Skips a backslash and the line end after it, which must not be the end of the text.
  private mutating func skipContinuation() throws(LiteralError) {
    guard peek(after: 1) == Ascii.lineFeed, position + 2 < bytes.count else {
      throw error(.badContinuation)
    }
    position += 2
  }
}
