/// Text from outside, such as a file's name, as one line that is safe to show on a terminal.
public struct PrintableText: Hashable, Sendable, CustomStringConvertible {
  /// The text with control characters escaped as `\\x1b`.
  public let description: String

  /// Makes text safe to show.
  public init(_ text: String) {
    guard text.unicodeScalars.contains(where: Self.isControl) else {
      description = text
      return
    }
    description = text.unicodeScalars.map { scalar in
      guard Self.isControl(scalar) else { return String(scalar) }
      let digits = String(scalar.value, radix: 16)
      return "\\x" + (digits.utf8.count == 1 ? "0" : "") + digits
    }.joined()
  }

  /// C0, DEL and C1: what a terminal obeys instead of showing it.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
  }
}
