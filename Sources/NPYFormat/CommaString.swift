/// Strings such as `f4,(2,3)i2`: types with commas between them, perhaps repeated.
///
/// Several make a structured type with fields `f0`, `f1` and so on; one makes a sub-array.
struct CommaString {
  /// One type of the string.
  private struct Item {
    let code: String
    let repeats: PythonLiteral?
  }

  private let scalars: [Unicode.Scalar]
  private let text: String
  private var position = 0

  /// The type that a string describes.
  ///
  /// - Throws: `DTypeError`.
  static func parse(_ text: String, reader: inout DTypeReader) throws(DTypeError) -> DType {
    var parser = CommaString(scalars: Array(text.unicodeScalars), text: text)
    return try parser.parse(&reader)
  }

  private init(scalars: [Unicode.Scalar], text: String) {
    self.scalars = scalars
    self.text = text
  }

  private mutating func parse(_ reader: inout DTypeReader) throws(DTypeError) -> DType {
    var items: [Item] = []
    var isList = false
    while position < scalars.count {
      try reader.countCommaItem(of: text)
      items.append(try item())
      if scalars[position...].allSatisfy(\.isSpaceInPython) { break }
      skip(\.isSpaceInPython)
      guard scalars[position] == "," else { throw notUnderstood }
      position += 1
      skip(\.isSpaceInPython)
      isList = true
    }
    guard isList else {
      guard let item = items.first, item.repeats != nil else { throw notUnderstood }
      return try dtype(of: item, &reader)
    }
    // A comma may end the string, and then there is an empty type behind it.
    if let last = items.last, last.code.isEmpty, last.repeats == nil { items.removeLast() }
    guard !items.isEmpty else { throw notUnderstood }
    var fields: [StructuredField] = []
    var offset = 0
    for (index, item) in items.enumerated() {
      let dtype = try dtype(of: item, &reader)
      fields.append(StructuredField(name: "f\(index)", dtype: dtype, offset: offset))
      offset += dtype.itemSize
      guard offset <= DType.maximumItemSize else { throw .tooLarge(bytes: offset) }
    }
    return .structured(try StructuredDType(reading: fields, itemSize: offset))
  }

  private func dtype(of item: Item, _ reader: inout DTypeReader) throws(DTypeError) -> DType {
    let base = try reader.typeString(item.code)
    guard let repeats = item.repeats else { return base }
    return try reader.pair(base: base, repeats)
  }

  /// An order, a repeat count, an order again, and a code; each may be missing.
  private mutating func item() throws(DTypeError) -> Item {
    let first = order()
    let repeats = repeatText()
    let second = order()
    let code = codeText()
    let order: Unicode.Scalar?
    if let first, let second {
      guard isNative(first) == isNative(second), isNative(first) || first == second else {
        throw notUnderstood
      }
      order = second
    } else {
      order = first ?? second
    }
    // The order of the machine is left out, and so is `|`.
    var prefix = ""
    if let order, order != "|", !isNative(order) { prefix = String(order) }
    guard !repeats.isEmpty else { return Item(code: prefix + code, repeats: nil) }
    var parser = LiteralParser(Array(repeats.utf8), encoding: .utf8)
    do {
      return Item(code: prefix + code, repeats: try parser.parse())
    } catch {
      throw notUnderstood
    }
  }

  private mutating func order() -> Unicode.Scalar? {
    guard position < scalars.count, "<>|=".unicodeScalars.contains(scalars[position]) else {
      return nil
    }
    position += 1
    return scalars[position - 1]
  }

  /// Digits, blanks and commas, perhaps in parentheses, of which one may be missing.
  private mutating func repeatText() -> String {
    let start = position
    skip { $0 == " " }
    if position < scalars.count, scalars[position] == "(" { position += 1 }
    skip { $0 == " " || $0 == "," || ("0"..."9").contains($0) }
    if position < scalars.count, scalars[position] == ")" { position += 1 }
    skip { $0 == " " }
    return string(start..<position)
  }

  /// Letters, digits, dots and question marks, perhaps with something in brackets after them.
  private mutating func codeText() -> String {
    let start = position
    skip { $0.isASCIILetterOrDigit || $0 == "." || $0 == "?" }
    let end = position
    guard position < scalars.count, scalars[position] == "[" else { return string(start..<end) }
    position += 1
    let contentStart = position
    skip { $0.isASCIILetterOrDigit || $0 == "." || $0 == "," }
    if position > contentStart, position < scalars.count, scalars[position] == "]" {
      position += 1
    } else {
      position = end
    }
    return string(start..<position)
  }

  private mutating func skip(_ isSkipped: (Unicode.Scalar) -> Bool) {
    while position < scalars.count, isSkipped(scalars[position]) { position += 1 }
  }

  private func string(_ range: Range<Int>) -> String {
    String(String.UnicodeScalarView(scalars[range]))
  }

  private func isNative(_ order: Unicode.Scalar) -> Bool {
    order == "=" || order == (ByteOrder.native == .little ? "<" : ">")
  }

  private var notUnderstood: DTypeError { .notUnderstood(ErrorText.abbreviate(text)) }
}

extension Unicode.Scalar {
  fileprivate var isASCIILetterOrDigit: Bool {
    ("a"..."z").contains(self) || ("A"..."Z").contains(self) || ("0"..."9").contains(self)
  }
}
