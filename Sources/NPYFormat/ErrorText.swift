/// Texts from a file, shortened for one line of an error.
enum ErrorText {
  /// The most characters of a file's text that an error repeats.
  private static let limit = 60

  /// The repr of a value, shortened; takes no longer for a long one.
  static func abbreviate(_ literal: PythonLiteral) -> String {
    abbreviate(literal.repr(limit: 4 * limit))
  }

  /// UTF-8 text, shortened.
  static func abbreviate(_ bytes: ArraySlice<UInt8>) -> String {
    abbreviate(String(decoding: bytes.prefix(4 * limit), as: UTF8.self))
  }

  /// A text, shortened, with an ellipsis where something is missing.
  static func abbreviate(_ text: String) -> String {
    // Not characters as people count them: one of those can be as long as the file.
    let start = text.unicodeScalars.prefix(limit)
    return start.endIndex == text.unicodeScalars.endIndex ? text : String(start) + "…"
  }
}
