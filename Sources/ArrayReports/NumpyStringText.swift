import NPYFormat

/// Strings and bytes as Python and numpy print them.
enum NumpyStringText {
  /// Python's `repr` of a string of code points, of which some may be none.
  ///
  /// - Complexity: O(*n*) in the number of code points.
  static func repr(_ codePoints: [UInt32]) -> String {
    let isDoubleQuoted = codePoints.contains(0x27) && !codePoints.contains(0x22)
    let quote = UInt8(ascii: isDoubleQuoted ? "\"" : "'")
    var text = [quote]
    var rest = codePoints[...]
    while let codePoint = rest.first {
      if codePoint < 0x80 {
        append(UInt8(codePoint), quote: quote, to: &text)
        rest.removeFirst()
      } else if Unicode.Scalar(codePoint) == nil {
        text.append(contentsOf: escape(codePoint).utf8)
        rest.removeFirst()
      } else {
        // `PythonLiteral` knows which of these Python escapes. It takes more than linear time.
        let run = rest.prefix(64).prefix { $0 >= 0x80 }.prefix { Unicode.Scalar($0) != nil }
        let scalars = String.UnicodeScalarView(run.compactMap(Unicode.Scalar.init))
        let quoted = PythonLiteral.string(String(scalars)).repr
        text.append(contentsOf: quoted.utf8.dropFirst().dropLast())
        rest.removeFirst(run.count)
      }
    }
    text.append(quote)
    return String(decoding: text, as: UTF8.self)
  }

  /// Python's `repr` of bytes.
  static func repr(_ bytes: [UInt8]) -> String { PythonLiteral.bytes(bytes).repr }

  /// The string itself, with escapes for what is no code point.
  static func plain(_ codePoints: [UInt32]) -> String {
    var text = ""
    for codePoint in codePoints {
      if let scalar = Unicode.Scalar(codePoint) {
        text.unicodeScalars.append(scalar)
      } else {
        text += escape(codePoint)
      }
    }
    return text
  }

  /// Opaque bytes in hexadecimal: `b'\x00\xFF'`.
  static func void(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = Array("b'".utf8)
    text.reserveCapacity(4 * bytes.count + 3)
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in bytes {
      text.append(contentsOf: #"\x"#.utf8)
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    text.append(UInt8(ascii: "'"))
    return String(decoding: text, as: UTF8.self)
  }

  /// Appends an ASCII character of a `repr`, escaped if need be.
  private static func append(_ byte: UInt8, quote: UInt8, to text: inout [UInt8]) {
    switch byte {
    case quote, UInt8(ascii: "\\"):
      text.append(UInt8(ascii: "\\"))
      text.append(byte)
    case 0x20..<0x7F: text.append(byte)
    case UInt8(ascii: "\n"): text.append(contentsOf: #"\n"#.utf8)
    case UInt8(ascii: "\r"): text.append(contentsOf: #"\r"#.utf8)
    case UInt8(ascii: "\t"): text.append(contentsOf: #"\t"#.utf8)
    default:
      text.append(contentsOf: (byte < 16 ? #"\x0"# : #"\x"#).utf8)
      text.append(contentsOf: String(byte, radix: 16).utf8)
    }
  }

  /// Python's escape of what is no character.
  private static func escape(_ codePoint: UInt32) -> String {
    let digits = String(codePoint, radix: 16)
    let width = codePoint <= 0xFFFF ? 4 : 8
    return (width == 4 ? #"\u"# : #"\U"#)
      + String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
