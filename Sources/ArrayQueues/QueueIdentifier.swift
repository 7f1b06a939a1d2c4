/// What a queue's directory is called: 32 hexadecimal digits, made by chance.
struct QueueIdentifier: Hashable, Sendable, CustomStringConvertible {
  let bytes: [UInt8]

  init() {
    bytes = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
  }

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Reads the digits; nil when they are not 32 hexadecimal ones in lower case.
  init?(_ text: String) {
    let digits = Array(text.utf8)
    guard digits.count == 32 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: 32, by: 2) {
      guard let high = Self.value(digits[index]), let low = Self.value(digits[index + 1]) else {
        return nil
      }
      bytes.append(high << 4 | low)
    }
    self.bytes = bytes
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }

  var description: String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
