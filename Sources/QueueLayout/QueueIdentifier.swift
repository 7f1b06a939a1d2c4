/// What a queue's directory is called: 32 hexadecimal digits, made by chance.
package struct QueueIdentifier: Hashable, Sendable, CustomStringConvertible {
  // Not an array: what has one in it is counted whenever it is copied.
  private let high: UInt64
  private let low: UInt64

  package init() {
    high = .random(in: .min ... .max)
    low = .random(in: .min ... .max)
  }

  /// - Precondition: there are sixteen.
  package init(bytes: [UInt8]) {
    func number(_ range: Range<Int>) -> UInt64 {
      bytes[range].reduce(0) { $0 << 8 | UInt64($1) }
    }
    high = number(0..<8)
    low = number(8..<16)
  }

  package var bytes: [UInt8] {
    (0..<16).map { index in
      UInt8(truncatingIfNeeded: (index < 8 ? high : low) >> UInt64(56 - index % 8 * 8))
    }
  }

  /// Reads the digits; nil when they are not 32 hexadecimal ones in lower case.
  package init?(_ text: String) {
    let digits = Array(text.utf8)
    guard digits.count == 32 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: 32, by: 2) {
      guard let high = Self.value(digits[index]), let low = Self.value(digits[index + 1]) else {
        return nil
      }
      bytes.append(high << 4 | low)
    }
    self.init(bytes: bytes)
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }

  package var description: String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
