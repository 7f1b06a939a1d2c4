/// Joins tokens to a text again, as Python's `tokenize.untokenize` does.
///
/// What stood between two tokens becomes blanks, and between two lines a continuation.
struct TokenWriter {
  /// The text so far.
  private(set) var text: [UInt8] = []
  private var row = 1
  private var column = 0
  private var indents: [[UInt8]] = []
  private var isAtLineStart = false

  /// Appends a token that stood between two places, each a row from 1 and a column from 0.
  mutating func write(
    _ kind: Python2Filter.Kind, _ token: ArraySlice<UInt8>, from start: (Int, Int),
    to end: (Int, Int)
  ) {
    switch kind {
    case .indent:
      indents.append(Array(token))
      return
    case .dedent:
      if !indents.isEmpty { indents.removeLast() }
      (row, column) = end
      return
    case .lineEnd:
      isAtLineStart = true
    case .number, .name, .other:
      if isAtLineStart, let indent = indents.last {
        if start.1 >= indent.count {
          text += indent
          column = indent.count
        }
        isAtLineStart = false
      }
    }
    if start.0 > row {
      for _ in row..<start.0 { text += [Ascii.backslash, Ascii.lineFeed] }
      column = 0
    }
    if start.1 > column {
      text.append(contentsOf: repeatElement(Ascii.space, count: start.1 - column))
    }
    text += token
    (row, column) = end
    if kind == .lineEnd {
      row += 1
      column = 0
    }
  }
}
