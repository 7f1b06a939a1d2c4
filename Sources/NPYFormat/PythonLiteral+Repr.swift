extension PythonLiteral {
  /// The text that Python's `repr` gives.
  ///
  /// Characters that Unicode 14 (CPython 3.11) does not know count as unprintable and are
  /// escaped; every Python reads the escape. An integer beyond 64 bits keeps its source's
  /// spelling.
  ///
  /// - Complexity: O(*n*) in the length of the result.
  public var repr: String {
    repr(limit: Int.max)
  }

  /// The start of `repr`: what is beyond `limit` bytes may be missing.
  func repr(limit: Int) -> String {
    var text = ""
    writeRepr(to: &text, limit)
    return text
  }

  private func writeRepr(to text: inout String, _ limit: Int) {
    guard text.utf8.count <= limit else { return }
    switch self {
    case .string(let value): text += Self.repr(of: value.unicodeScalars.prefix(limit))
    case .bytes(let value): text += Self.repr(of: value.prefix(limit))
    case .int(let value): text += String(value)
    case .wideInt(let value): text += value
    case .float(let value): text += PythonFloat.repr(value)
    case .complex(let real, let imaginary):
      text += PythonFloat.repr(real: real, imaginary: imaginary)
    case .bool(let value): text += value ? "True" : "False"
    case .none: text += "None"
    case .ellipsis: text += "Ellipsis"
    case .tuple(let items):
      Self.write(items, between: "(", and: items.count == 1 ? ",)" : ")", to: &text, limit)
    case .list(let items): Self.write(items, between: "[", and: "]", to: &text, limit)
    case .set(let items):
      if items.isEmpty {
        text += "set()"
      } else {
        Self.write(items, between: "{", and: "}", to: &text, limit)
      }
    case .dictionary(let entries):
      text += "{"
      for (index, entry) in entries.enumerated() where text.utf8.count <= limit {
        if index > 0 { text += ", " }
        entry.key.writeRepr(to: &text, limit)
        text += ": "
        entry.value.writeRepr(to: &text, limit)
      }
      text += "}"
    }
  }

  private static func write(
    _ items: [PythonLiteral], between open: String, and close: String, to text: inout String,
    _ limit: Int
  ) {
    text += open
    for (index, item) in items.enumerated() {
      guard text.utf8.count <= limit else { return }
      if index > 0 { text += ", " }
      item.writeRepr(to: &text, limit)
    }
    text += close
  }

  /// Single quotes, unless the text holds some and no double ones.
  private static func repr(of scalars: Substring.UnicodeScalarView) -> String {
    let quote: Unicode.Scalar = scalars.contains("'") && !scalars.contains("\"") ? "\"" : "'"
    var text = String.UnicodeScalarView()
    text.append(quote)
    for scalar in scalars {
      switch scalar {
      case "\\", quote: text.append(contentsOf: ["\\", scalar])
      case "\n": text.append(contentsOf: ["\\", "n"])
      case "\r": text.append(contentsOf: ["\\", "r"])
      case "\t": text.append(contentsOf: ["\\", "t"])
      case _ where scalar.isPrintableInPython: text.append(scalar)
      default: text.append(contentsOf: escape(scalar).unicodeScalars)
      }
    }
    text.append(quote)
    return String(text)
  }

  private static func repr(of bytes: ArraySlice<UInt8>) -> String {
    let quote: Unicode.Scalar =
      bytes.contains(UInt8(ascii: "'")) && !bytes.contains(UInt8(ascii: "\"")) ? "\"" : "'"
    var text = "b\(quote)"
    for byte in bytes {
      let scalar = Unicode.Scalar(byte)
      switch scalar {
      case "\\", quote: text += "\\\(scalar)"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case " "..."~": text.unicodeScalars.append(scalar)
      default: text += "\\x" + hexadecimal(UInt32(byte), digits: 2)
      }
    }
    text.unicodeScalars.append(quote)
    return text
  }

  /// The shortest of Python's hexadecimal escapes that holds the scalar.
  private static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case ...0xFF: "\\x" + hexadecimal(scalar.value, digits: 2)
    case ...0xFFFF: "\\u" + hexadecimal(scalar.value, digits: 4)
    default: "\\U" + hexadecimal(scalar.value, digits: 8)
    }
  }

  private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
