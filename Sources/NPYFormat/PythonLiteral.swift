/// A value as a Python literal can spell it: what a `.npy` header is written in.
///
/// Equality is Swift's: it tells `1` from `True` and `1.0`, and strings are equal if they are
/// canonically equivalent.
public enum PythonLiteral: Hashable, Sendable, ExpressibleByStringLiteral {
  /// Text.
  case string(String)
  /// Bytes: `b'...'`.
  case bytes([UInt8])
  /// An integer that fits 64 bits.
  case int(Int)
  /// An integer that does not fit 64 bits, as its source spells it, without underscores.
  case wideInt(String)
  /// A floating-point number; infinity where the source overflows.
  case float(Double)
  /// A complex number.
  case complex(real: Double, imaginary: Double)
  /// `True` or `False`.
  case bool(Bool)
  /// `None`.
  case none
  /// `...`.
  case ellipsis
  /// `(a, b)`.
  case tuple([PythonLiteral])
  /// `[a, b]`.
  case list([PythonLiteral])
  /// `{a, b}`, without repetitions, in source order; Python's own order is not defined.
  case set([PythonLiteral])
  /// `{a: b}`, in the order in which the keys first appear.
  case dictionary([Entry])

  /// A key of a dictionary and its value.
  public struct Entry: Hashable, Sendable {
    /// What the value is found by.
    public let key: PythonLiteral
    /// What the key stands for.
    public let value: PythonLiteral

    /// Creates an entry.
    public init(key: PythonLiteral, value: PythonLiteral) {
      self.key = key
      self.value = value
    }
  }

  /// Text.
  public init(stringLiteral value: String) {
    self = .string(value)
  }

  /// Reads one Python literal, as `ast.literal_eval` of CPython 3.11 does.
  ///
  /// Nesting is limited to 200 brackets, as there. Characters by name (`\N{...}`) are known as far
  /// as latin-1, and 16 of them in one text.
  ///
  /// - Throws: `LiteralError` with the place of the first thing that is not part of a literal.
  /// - Complexity: O(*n*) in the length of the text.
  public init(parsing text: String) throws(LiteralError) {
    var parser = LiteralParser(Array(text.utf8), encoding: .utf8)
    self = try parser.parse()
  }
}
