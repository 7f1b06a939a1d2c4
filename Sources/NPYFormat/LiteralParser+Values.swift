extension LiteralParser {
  /// A value together with what Python's grammar still lets one do with it.
  struct Operand {
    enum Form {
      /// An unsigned number: may be given a sign, may be either side of a sum.
      case number
      /// A signed number: may be the left side of a sum.
      case signedNumber
      /// The name `set`, which means nothing until it is called.
      case setName
      /// Anything else.
      case other
    }
    let value: PythonLiteral
    let form: Form
  }

  /// An operand, or a real number plus or minus an imaginary one.
  mutating func sum() throws(LiteralError) -> Operand {
    let left = try signedOperand()
    try skipBlanks()
    guard left.form == .number || left.form == .signedNumber,
      let sign = peek(), sign == Ascii.plus || sign == Ascii.minus
    else { return left }
    let real: Double
    switch left.value {
    case .int(let value): real = Double(value)
    case .float(let value): real = value
    case .wideInt(let text):
      // Python raises OverflowError where the integer exceeds every float.
      guard let value = Double(text), value.isFinite else { throw error(.badNumber) }
      real = value
    default: throw error(.badNumber)
    }
    position += 1
    try skipBlanks()
    let right = try primary()
    guard right.form == .number, case .complex(_, let imaginary) = right.value else {
      throw error(.badNumber)
    }
    // An integer or float has no imaginary part; Python 3.11 adds and subtracts a zero.
    let value = PythonLiteral.complex(
      real: sign == Ascii.plus ? real + 0 : real - 0,
      imaginary: sign == Ascii.plus ? 0 + imaginary : 0 - imaginary)
    return Operand(value: value, form: .other)
  }

  /// A primary, or a number with one sign before it.
  private mutating func signedOperand() throws(LiteralError) -> Operand {
    guard let sign = peek(), sign == Ascii.plus || sign == Ascii.minus else {
      return try primary()
    }
    position += 1
    try skipBlanks()
    let operand = try primary()
    guard operand.form == .number else { throw error(.badNumber) }
    guard sign == Ascii.minus else {
      return Operand(value: operand.value, form: .signedNumber)
    }
    let negated: PythonLiteral
    switch operand.value {
    case .int(let value): negated = .int(-value)
    case .float(let value): negated = .float(-value)
    case .complex(let real, let imaginary):
      negated = .complex(real: -real, imaginary: -imaginary)
    case .wideInt(let text): negated = Self.negated(text)
    default: throw error(.badNumber)
    }
    return Operand(value: negated, form: .signedNumber)
  }

  /// The negative of an unsigned integer beyond `Int.max`, one of which fits 64 bits.
  private static func negated(_ text: String) -> PythonLiteral {
    text == "9223372036854775808" || text.lowercased() == "0x8000000000000000"
      ? .int(Int.min) : .wideInt("-" + text)
  }

  /// A value without a sign, with the call of `set()` applied.
  private mutating func primary() throws(LiteralError) -> Operand {
    let operand = try atom()
    guard operand.form == .setName else { return operand }
    try skipBlanks()
    guard peek() == Ascii.openParenthesis else { return operand }
    try open()
    try skipBlanks()
    guard peek() == Ascii.closeParenthesis else { throw error(.expectedValue) }
    close()
    return Operand(value: .set([]), form: .other)
  }

  private mutating func atom() throws(LiteralError) -> Operand {
    guard let byte = peek() else { throw error(.expectedValue) }
    switch byte {
    case Ascii.openParenthesis: return try parenthesised()
    case Ascii.openBracket:
      try open()
      return Operand(value: .list(try items(until: Ascii.closeBracket)), form: .other)
    case Ascii.openBrace: return Operand(value: try braced(), form: .other)
    case Ascii.point where peek(after: 1) == Ascii.point && peek(after: 2) == Ascii.point:
      position += 3
      return Operand(value: .ellipsis, form: .other)
    case Ascii.point, Ascii.zero...Ascii.nine:
      return Operand(value: try number(), form: .number)
    default: break
    }
    if let strings = try strings() { return Operand(value: strings, form: .other) }
    return try name()
  }

  /// One of the names that have a value.
  private mutating func name() throws(LiteralError) -> Operand {
    let start = position
    while let byte = peek(), Ascii.isWord(byte) { position += 1 }
    switch String(decoding: bytes[start..<position], as: UTF8.self) {
    case "True": return Operand(value: .bool(true), form: .other)
    case "False": return Operand(value: .bool(false), form: .other)
    case "None": return Operand(value: .none, form: .other)
    case "set": return Operand(value: .none, form: .setName)
    default:
      position = start
      throw error(.expectedValue)
    }
  }

  mutating func open() throws(LiteralError) {
    guard depth < Self.maximumDepth else { throw error(.tooDeep) }
    depth += 1
    position += 1
  }

  mutating func close() {
    depth -= 1
    position += 1
  }
}
