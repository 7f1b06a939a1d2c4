/// Reads, in a few hundred nanoseconds, what numpy writes for a number type.
///
/// It takes one spelling only, which is a literal that `HeaderReader` reads to the same values:
/// the three keys in order, a code such as `<f4` that numpy itself writes, decimal lengths, blanks
/// and a line feed. Everything else, though it may be as good, is left to `HeaderReader`.
enum CanonicalHeader {
  /// The bytes of `{'descr': '`.
  static var descrKey: InlineArray<11, UInt8> {
    [0x7B, 0x27, 0x64, 0x65, 0x73, 0x63, 0x72, 0x27, 0x3A, 0x20, 0x27]
  }
  /// The bytes of `', 'fortran_order': `.
  static var orderKey: InlineArray<20, UInt8> {
    [
      0x27, 0x2C, 0x20, 0x27, 0x66, 0x6F, 0x72, 0x74, 0x72, 0x61, 0x6E, 0x5F, 0x6F, 0x72,
      0x64, 0x65, 0x72, 0x27, 0x3A, 0x20,
    ]
  }
  /// The bytes of `, 'shape': (`.
  static var shapeKey: InlineArray<12, UInt8> {
    [0x2C, 0x20, 0x27, 0x73, 0x68, 0x61, 0x70, 0x65, 0x27, 0x3A, 0x20, 0x28]
  }
  /// The bytes of `), }`.
  static var end: InlineArray<4, UInt8> {
    [0x29, 0x2C, 0x20, 0x7D]
  }
  /// The bytes of `False`.
  static var falseName: InlineArray<5, UInt8> {
    [0x46, 0x61, 0x6C, 0x73, 0x65]
  }
  /// The bytes of `True`.
  static var trueName: InlineArray<4, UInt8> {
    [0x54, 0x72, 0x75, 0x65]
  }
  /// A length of so many digits fits 64 bits.
  private static let maximumDigits = 18

  /// The header in the part `text` of `bytes`; nil if it is spelled in any other way.
  static func read(_ bytes: Span<UInt8>, text: Range<Int>, version: NPYVersion) -> RawHeader? {
    var cursor = Cursor(position: text.lowerBound, end: text.upperBound)
    guard cursor.skip(descrKey, in: bytes), let dtype = cursor.dtype(in: bytes),
      cursor.skip(orderKey, in: bytes)
    else { return nil }
    let isFortranOrder = !cursor.skip(falseName, in: bytes)
    if isFortranOrder && !cursor.skip(trueName, in: bytes) { return nil }
    guard cursor.skip(shapeKey, in: bytes), let shape = cursor.shape(in: bytes),
      cursor.skip(end, in: bytes), cursor.skipPadding(in: bytes)
    else { return nil }
    return RawHeader(
      version: version, dtype: dtype, isFortranOrder: isFortranOrder, shape: shape,
      dataOffset: text.upperBound, characters: text.count, style: .canonical)
  }

  /// A place in the text.
  private struct Cursor {
    var position: Int
    let end: Int

    /// Moves behind `expected` if it is here.
    ///
    /// All bytes are compared, whatever the first ones say: the usual case is that they are equal,
    /// and without branches a few instructions do it.
    mutating func skip<let count: Int>(
      _ expected: InlineArray<count, UInt8>, in bytes: Span<UInt8>
    ) -> Bool {
      guard count <= end - position else { return false }
      let found = bytes.extracting(position..<position + count)
      var difference: UInt8 = 0
      for index in 0..<count { difference |= found[index] ^ expected[index] }
      guard difference == 0 else { return false }
      position += count
      return true
    }

    /// An order, a kind and a size, as numpy writes them for numbers.
    mutating func dtype(in bytes: Span<UInt8>) -> DType? {
      guard end - position >= 5 else { return nil }
      let order: ByteOrder?
      switch bytes[position] {
      case UInt8(ascii: "<"): order = .little
      case UInt8(ascii: ">"): order = .big
      case UInt8(ascii: "|"): order = nil
      default: return nil
      }
      let kind = bytes[position + 1]
      let first = bytes[position + 2]
      let second = bytes[position + 3]
      guard Ascii.isDigit(first) else { return nil }
      var size = Int(first) - Int(Ascii.zero)
      position += 3
      if second != Ascii.quote {
        guard first != Ascii.zero, Ascii.isDigit(second) else { return nil }
        size = size * 10 + Int(second) - Int(Ascii.zero)
        position += 1
      }
      switch (kind, size, order) {
      case (UInt8(ascii: "f"), 2, let order?), (UInt8(ascii: "f"), 4, let order?),
        (UInt8(ascii: "f"), 8, let order?), (UInt8(ascii: "f"), 16, let order?):
        return .float(bytes: size, order)
      case (UInt8(ascii: "i"), 2, let order?), (UInt8(ascii: "i"), 4, let order?),
        (UInt8(ascii: "i"), 8, let order?):
        return .int(bytes: size, order)
      case (UInt8(ascii: "u"), 2, let order?), (UInt8(ascii: "u"), 4, let order?),
        (UInt8(ascii: "u"), 8, let order?):
        return .uint(bytes: size, order)
      case (UInt8(ascii: "c"), 8, let order?), (UInt8(ascii: "c"), 16, let order?),
        (UInt8(ascii: "c"), 32, let order?):
        return .complex(bytes: size, order)
      case (UInt8(ascii: "b"), 1, nil): return .bool
      case (UInt8(ascii: "i"), 1, nil): return .int8
      case (UInt8(ascii: "u"), 1, nil): return .uint8
      default: return nil
      }
    }

    /// The lengths between the parentheses of a tuple, up to the closing one.
    mutating func shape(in bytes: Span<UInt8>) -> [Int]? {
      var shape: [Int] = []
      guard position < end else { return nil }
      if bytes[position] == Ascii.closeParenthesis { return shape }
      while true {
        guard let length = length(in: bytes), position + 1 < end else { return nil }
        shape.append(length)
        let isLast = bytes[position] == Ascii.closeParenthesis
        // A tuple of one has a comma, one of more has none after the last.
        if isLast { return shape.count > 1 ? shape : nil }
        guard bytes[position] == Ascii.comma else { return nil }
        position += 1
        if bytes[position] == Ascii.closeParenthesis { return shape.count == 1 ? shape : nil }
        guard bytes[position] == Ascii.space else { return nil }
        position += 1
      }
    }

    private mutating func length(in bytes: Span<UInt8>) -> Int? {
      let start = position
      var value = 0
      while position < end, position - start < CanonicalHeader.maximumDigits,
        Ascii.isDigit(bytes[position])
      {
        value = value &* 10 &+ Int(bytes[position] &- Ascii.zero)
        position += 1
      }
      let digits = position - start
      guard digits > 0, digits == 1 || bytes[start] != Ascii.zero else { return nil }
      return value
    }

    /// Blanks to the end, which is a line feed.
    mutating func skipPadding(in bytes: Span<UInt8>) -> Bool {
      guard position < end, bytes[end - 1] == Ascii.lineFeed else { return false }
      let padding = bytes.extracting(position..<end - 1)
      var difference: UInt8 = 0
      for index in padding.indices { difference |= padding[index] ^ Ascii.space }
      return difference == 0
    }
  }
}
