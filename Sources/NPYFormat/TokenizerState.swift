/// What Python's tokenizer remembers between lines.
struct TokenizerState {
  /// The current line, counted from 1.
  var row = 0
  /// Open minus closed brackets; negative where more are closed than were opened.
  var depth = 0
  /// Whether the line before ended with a backslash.
  var isContinued = false
  /// Columns at which the open blocks start.
  var indents = [0]
  /// The string that the line before left open.
  var openString: OpenString?

  /// A string that goes on in the next line.
  struct OpenString {
    /// The offset of its prefix or opening quote in the source.
    let start: Int
    /// The row and column where it starts.
    let place: (Int, Int)
    let quote: UInt8
    /// Whether it has three quotes; if not, it needs a backslash at the end of each line.
    let isTriple: Bool
  }

  /// What to do after a line.
  enum Outcome {
    case next, stop, fail
  }
}
