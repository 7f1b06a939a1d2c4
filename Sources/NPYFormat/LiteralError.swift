/// Why a text is not a Python literal, and where.
public struct LiteralError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Reason: String, Hashable, Sendable {
    /// A NUL byte, which Python source cannot hold.
    case nullByte = "a NUL byte"
    /// Something else stands where a value should.
    case expectedValue = "expected a value"
    /// A bracket is not closed, or not by its like.
    case unbalanced = "expected a comma or a closing bracket"
    /// Text after the end of the value.
    case trailingText = "text after the end"
    /// Brackets nested deeper than Python's own limit.
    case tooDeep = "more than 200 nested brackets"
    /// A line that starts with blanks where Python allows none.
    case indented = "an indented line"
    /// A number that Python does not accept.
    case badNumber = "malformed number"
    /// A string without its closing quote, or with a line end in it.
    case unterminatedString = "unterminated string"
    /// A backslash escape that stands for no character.
    case badEscape = "malformed escape in a string"
    /// A character beyond ASCII in a bytes literal.
    case nonASCIIBytes = "non-ASCII character in a bytes literal"
    /// Text and bytes literals side by side.
    case mixedStrings = "text and bytes literals side by side"
    /// A list, set or dictionary used as a key.
    case unhashable = "a list, set or dictionary as a key"
    /// A backslash that does not end a line.
    case badContinuation = "a backslash that does not continue a line"
    /// An `\N{...}` escape that names no latin-1 character, which is as far as they are looked up.
    case unknownName = "an \\N escape that names no latin-1 character"
    /// More `\N{...}` escapes than are looked up in one header.
    case tooManyNamedEscapes = "too many \\N escapes"
  }

  /// What is wrong.
  public let reason: Reason
  /// Where, in bytes from the start of the text.
  public let offset: Int

  /// Creates an error.
  public init(reason: Reason, offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  /// One line that says what and where.
  public var description: String { "\(reason.rawValue) at byte \(offset) of the text" }
}
