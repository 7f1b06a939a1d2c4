/// What a scope is called: sixteen hexadecimal digits, made by chance, which nobody else has.
public struct ScopeIdentifier: Hashable, Sendable, CustomStringConvertible {
  /// The digits.
  public let description: String

  /// A new one.
  init() {
    let digits = String(UInt64.random(in: .min ... .max), radix: 16)
    description = String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Reads the digits; nil when they are not sixteen hexadecimal ones in lower case.
  public init?(_ text: String) {
    guard text.utf8.count == 16,
      text.utf8.allSatisfy({ byte in
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
      })
    else { return nil }
    description = text
  }
}
