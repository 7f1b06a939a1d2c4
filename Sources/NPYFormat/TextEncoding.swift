/// The encoding of a header's text: latin-1 up to version 2.0, UTF-8 from version 3.0.
enum TextEncoding {
  case latin1
  case utf8

  /// The bytes of `text`, or nil if this encoding cannot express it.
  func encode(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    switch self {
    case .utf8:
      bytes.append(contentsOf: text.utf8)
    case .latin1:
      bytes.reserveCapacity(text.utf8.count)
      for scalar in text.unicodeScalars {
        guard let byte = UInt8(exactly: scalar.value) else { return nil }
        bytes.append(byte)
      }
    }
    return bytes
  }

  /// The text that `bytes` stand for; malformed UTF-8 becomes replacement characters.
  func decode(_ bytes: some Sequence<UInt8>) -> String {
    var text = String.UnicodeScalarView()
    switch self {
    case .latin1:
      for byte in bytes { text.append(Unicode.Scalar(byte)) }
      return String(text)
    case .utf8:
      return String(decoding: Array(bytes), as: UTF8.self)
    }
  }

  /// The number of characters in `bytes`, or the offset of the first byte that is not valid.
  func countCharacters(in bytes: [UInt8]) -> CharacterCount {
    guard case .utf8 = self else { return .valid(bytes.count) }
    var decoder = UTF8ScalarDecoder()
    var count = 0
    while decoder.position < bytes.count {
      guard decoder.next(in: bytes) != nil else { return .invalid(offset: decoder.position) }
      count += 1
    }
    return .valid(count)
  }

  /// What counting the characters of a text found.
  enum CharacterCount: Equatable {
    case valid(Int)
    case invalid(offset: Int)
  }
}
