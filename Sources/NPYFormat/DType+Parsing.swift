extension DType {
  /// Reads a type as a person types it.
  ///
  /// Takes what `numpy.dtype` takes as a string (`<f4`, `f4`, `float32`, `datetime64[ns]`,
  /// `f4,i4`), the text of a descr (`[('x', '<f4'), ('y', '<i2', (3,))]`, quotes around a string
  /// or not), and the names of `ml_dtypes` (`bfloat16`).
  ///
  /// - Throws: `DTypeError`; also for a sub-array outside of a structured type.
  /// - Complexity: O(*n*) in the length of the text.
  public init(parsing text: String) throws(DTypeError) {
    var reader = DTypeReader()
    let dtype: DType
    if let first = text.utf8.first, Self.startsLiteral(first) {
      let literal: PythonLiteral
      do {
        literal = try PythonLiteral(parsing: text)
      } catch {
        throw .malformed(error)
      }
      dtype = try reader.descr(literal)
    } else {
      dtype = try reader.typeString(text)
    }
    if let refusal = reader.refusal { throw refusal }
    if case .subarray = dtype { throw .topLevelSubarray(ErrorText.abbreviate(text)) }
    // What numpy reads and cannot write is of no use to who types it.
    self = try dtype.validated()
  }

  /// Whether a text is a Python literal and not a type code, by its first byte.
  ///
  /// A parenthesis starts a code that repeats a type.
  private static func startsLiteral(_ byte: UInt8) -> Bool {
    switch byte {
    case Ascii.openBracket, Ascii.quote, Ascii.doubleQuote: true
    default: false
    }
  }
}
