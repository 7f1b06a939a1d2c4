/// The strings that `numpy.dtype` takes.
enum TypeString {
  /// The type that a string describes, possibly a sub-array; nil for a name that numpy does not
  /// know.
  ///
  /// - Throws: `DTypeError` for a string whose parts are wrong.
  static func parse(_ text: String, reader: inout DTypeReader) throws(DTypeError) -> DType? {
    let bytes = Array(text.utf8)
    if isCommaString(bytes) { return try CommaString.parse(text, reader: &reader) }
    guard let first = bytes.first else { return nil }
    let order = byteOrder(first)
    let code = order == nil ? bytes[...] : bytes.dropFirst()
    // `=` and `|` both mean the order of the machine, also for types that have one.
    guard let dtype = try scalar(code, order: order ?? .native) else {
      return TypeCode.type(named: text)
    }
    // `ml_dtypes` alone gives a void type an order.
    switch dtype {
    case .void(2) where first == nativeCharacter: return .mlFloat(.bfloat16)
    case .void(1) where first == nativeCharacter: return .mlFloat(.unspecifiedByte)
    default: return dtype
    }
  }

  /// A code without its byte order; nil if it may yet be a name.
  private static func scalar(
    _ code: ArraySlice<UInt8>, order: ByteOrder
  ) throws(DTypeError) -> DType? {
    guard let kind = code.first else { return nil }
    if let datetime = try time(code, order) { return datetime }
    if code.count == 1 { return TypeCode.type(ofCharacter: kind, order) }
    guard let scan = DecimalScanner.scan(code, at: code.startIndex + 1),
      scan.end == code.endIndex, let size = scan.value,
      (0...DType.maximumItemSize).contains(size)
    else { return nil }
    return TypeCode.type(ofKind: kind, size: size, order)
  }

  /// A datetime or timedelta with its unit; nil for anything else.
  private static func time(
    _ code: ArraySlice<UInt8>, _ order: ByteOrder
  ) throws(DTypeError) -> DType? {
    if code.starts(with: "M8".utf8) {
      return .datetime(try TimeUnit(metadata: code.dropFirst(2)), order)
    }
    if code.starts(with: "m8".utf8) {
      return .timedelta(try TimeUnit(metadata: code.dropFirst(2)), order)
    }
    if code.starts(with: "datetime64".utf8) {
      return .datetime(try TimeUnit(metadata: code.dropFirst(10)), order)
    }
    if code.starts(with: "timedelta64".utf8) {
      return .timedelta(try TimeUnit(metadata: code.dropFirst(11)), order)
    }
    return nil
  }

  /// The order that the first character of a code says; nil if it says none.
  private static func byteOrder(_ byte: UInt8) -> ByteOrder? {
    switch byte {
    case UInt8(ascii: "<"): .little
    case UInt8(ascii: ">"): .big
    case UInt8(ascii: "="), UInt8(ascii: "|"): .native
    default: nil
    }
  }

  private static var nativeCharacter: UInt8 {
    ByteOrder.native == .little ? UInt8(ascii: "<") : UInt8(ascii: ">")
  }

  /// Whether numpy takes the string for several types with commas, or one with a repeat count.
  private static func isCommaString(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first else { return false }
    let body = byteOrder(first) == nil ? bytes[...] : bytes.dropFirst()
    if let start = body.first, Ascii.isDigit(start) { return true }
    if body.starts(with: "()".utf8) { return true }
    var openBrackets = 0
    for byte in bytes {
      switch byte {
      case Ascii.comma where openBrackets == 0: return true
      case Ascii.openBracket: openBrackets += 1
      case Ascii.closeBracket: openBrackets -= 1
      default: break
      }
    }
    return false
  }
}
