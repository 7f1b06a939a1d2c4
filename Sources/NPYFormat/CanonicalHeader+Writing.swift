extension CanonicalHeader {
  /// The dictionary of a header as numpy writes it for a number type, in a few hundred nanoseconds.
  ///
  /// It is what `HeaderText` writes. Only a creation of a small array is short enough for the
  /// difference to matter.
  ///
  /// - Returns: the text without padding, in ASCII; nil for other types.
  static func text(_ dtype: DType, isFortranOrder: Bool, shape: [Int]) -> [UInt8]? {
    guard let code = code(of: dtype) else { return nil }
    var text: [UInt8] = []
    text.reserveCapacity(96)
    append(descrKey, to: &text)
    append(code, to: &text)
    append(orderKey, to: &text)
    if isFortranOrder {
      append(trueName, to: &text)
    } else {
      append(falseName, to: &text)
    }
    append(shapeKey, to: &text)
    for (axis, length) in shape.enumerated() {
      guard length >= 0 else { return nil }
      if axis > 0 {
        text.append(Ascii.comma)
        text.append(Ascii.space)
      }
      append(length, to: &text)
    }
    if shape.count == 1 { text.append(Ascii.comma) }
    append(end, to: &text)
    return text
  }

  /// An order, a kind and a size such as `<f4`; the last byte is 0 for a size of one digit.
  private static func code(of dtype: DType) -> InlineArray<4, UInt8>? {
    switch dtype {
    case .bool: [UInt8(ascii: "|"), UInt8(ascii: "b"), UInt8(ascii: "1"), 0]
    case .int(1, .little): [UInt8(ascii: "|"), UInt8(ascii: "i"), UInt8(ascii: "1"), 0]
    case .uint(1, .little): [UInt8(ascii: "|"), UInt8(ascii: "u"), UInt8(ascii: "1"), 0]
    case .int(let size, let order) where size == 2 || size == 4 || size == 8:
      code(order, UInt8(ascii: "i"), size)
    case .uint(let size, let order) where size == 2 || size == 4 || size == 8:
      code(order, UInt8(ascii: "u"), size)
    case .float(let size, let order) where size == 2 || size == 4 || size == 8 || size == 16:
      code(order, UInt8(ascii: "f"), size)
    case .complex(let size, let order) where size == 8 || size == 16 || size == 32:
      code(order, UInt8(ascii: "c"), size)
    default: nil
    }
  }

  private static func code(
    _ order: ByteOrder, _ kind: UInt8, _ size: Int
  ) -> InlineArray<4, UInt8> {
    let sign = order == .little ? UInt8(ascii: "<") : UInt8(ascii: ">")
    let (tens, ones) = (UInt8(size / 10), UInt8(size % 10))
    return tens == 0
      ? [sign, kind, Ascii.zero + ones, 0] : [sign, kind, Ascii.zero + tens, Ascii.zero + ones]
  }

  private static func append<let count: Int>(
    _ bytes: InlineArray<count, UInt8>, to text: inout [UInt8]
  ) {
    for index in 0..<count where bytes[index] != 0 { text.append(bytes[index]) }
  }

  /// Appends the decimal digits of a number that is not negative.
  private static func append(_ number: Int, to text: inout [UInt8]) {
    var divisor = 1
    while number / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      text.append(Ascii.zero + UInt8(number / divisor % 10))
      divisor /= 10
    }
  }
}
