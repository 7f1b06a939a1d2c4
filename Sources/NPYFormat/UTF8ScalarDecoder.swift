/// Reads Unicode scalars from UTF-8 one by one, as strictly as Python's decoder does.
///
/// Overlong forms, surrogates and anything above U+10FFFF are refused (RFC 3629).
struct UTF8ScalarDecoder {
  /// The offset of the next unread byte.
  var position = 0

  /// The next scalar, or nil (without moving) if the bytes there are not valid UTF-8.
  mutating func next(in bytes: [UInt8]) -> Unicode.Scalar? {
    guard position < bytes.count else { return nil }
    let first = bytes[position]
    if first < 0x80 {
      position += 1
      return Unicode.Scalar(first)
    }
    let length: Int
    let minimum: UInt32
    var value: UInt32
    switch first {
    case 0xC2...0xDF: (length, minimum, value) = (2, 0x80, UInt32(first & 0x1F))
    case 0xE0...0xEF: (length, minimum, value) = (3, 0x800, UInt32(first & 0x0F))
    case 0xF0...0xF4: (length, minimum, value) = (4, 0x1_0000, UInt32(first & 0x07))
    default: return nil
    }
    guard length <= bytes.count - position else { return nil }
    for index in (position + 1)..<(position + length) {
      guard bytes[index] & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(bytes[index] & 0x3F)
    }
    // `Unicode.Scalar(_:)` refuses surrogates and values above U+10FFFF.
    guard value >= minimum, let scalar = Unicode.Scalar(value) else { return nil }
    position += length
    return scalar
  }
}
