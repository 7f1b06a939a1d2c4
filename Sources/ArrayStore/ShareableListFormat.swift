/// How an item's bytes are to be read: its `struct` format, of which a list stores eight bytes.
enum ShareableListFormat: Hashable {
  case int64
  case float64
  /// The last byte of eight.
  case bool
  /// The last but one of eight, which is not looked at.
  case none
  /// Text or bytes: how many, with the zeros at their end.
  case bytes(Int)

  /// The most bytes that a format of eight characters can name.
  static let mostBytes = 9_999_999

  /// Reads the eight bytes, which are padded with zeros; nil for what CPython never writes.
  init?(_ stored: some Collection<UInt8>) {
    let text = String(decoding: stored.withoutTrailingZeros, as: UTF8.self)
    switch text {
    case "q": self = .int64
    case "d": self = .float64
    case "xxxxxxx?": self = .bool
    case "xxxxxx?x": self = .none
    default:
      let digits = text.utf8.dropLast()
      guard text.utf8.last == UInt8(ascii: "s"), !digits.isEmpty,
        digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
        let count = Int(text.dropLast())
      else { return nil }
      self = .bytes(count)
    }
  }

  /// As Python spells it.
  var text: String {
    switch self {
    case .int64: "q"
    case .float64: "d"
    case .bool: "xxxxxxx?"
    case .none: "xxxxxx?x"
    case .bytes(let count): "\(count)s"
    }
  }

  /// The eight bytes that stand for it.
  var stored: [UInt8] {
    let text = Array(text.utf8)
    return text + [UInt8](repeating: 0, count: 8 - text.count)
  }

  /// How many bytes of its slot an item takes.
  var byteCount: Int {
    if case .bytes(let count) = self { count } else { 8 }
  }
}

extension Collection<UInt8> {
  /// All up to the last byte that is not zero.
  var withoutTrailingZeros: [UInt8] {
    var bytes = Array(self)
    while bytes.last == 0 { bytes.removeLast() }
    return bytes
  }
}
