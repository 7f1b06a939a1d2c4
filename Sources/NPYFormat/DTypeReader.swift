/// Turns what a header's `descr` says into a type, as numpy does.
///
/// numpy has two readings of a description, and a header meets both. `numpy.lib.format` walks
/// the outer tuples and lists and takes nameless void fields for padding; the strings in them, and
/// whatever stands where a sub-array's shape is expected, go to `numpy.dtype`.
struct DTypeReader {
  /// A spelling that is known to `ml_dtypes` and not to numpy, if there is one.
  private(set) var mlName: String?
  /// Items of comma strings, in all.
  private var commaItems = 0
  /// Why the type is refused, although numpy takes it; nil nearly always.
  private(set) var refusal: DTypeError?

  /// The type that a `descr` describes, possibly a sub-array.
  ///
  /// - Throws: `DTypeError`.
  mutating func descr(_ literal: PythonLiteral) throws(DTypeError) -> DType {
    switch literal {
    case .string(let text): return try typeString(text)
    case .tuple(let items):
      // Anything after the second item is ignored.
      guard let first = items.first, items.count >= 2 else {
        throw .badDescr(ErrorText.abbreviate(literal))
      }
      return try pair(base: descr(first), items[1])
    default:
      guard let items = elements(of: literal) else {
        throw .badDescr(ErrorText.abbreviate(literal))
      }
      return .structured(try structured(items))
    }
  }

  /// Counts an item of a comma string.
  ///
  /// Each makes a field out of two bytes of text. A header of as many characters as numpy reads by
  /// default has fewer than the limit; without one a longer header would take a hundred times its
  /// size in memory.
  ///
  /// - Throws: `DTypeError.notUnderstood` beyond 5,000 items in a header.
  mutating func countCommaItem(of text: String) throws(DTypeError) {
    commaItems += 1
    guard commaItems <= 5_000 else { throw .notUnderstood(ErrorText.abbreviate(text)) }
  }

  /// The fields of a structured type, padding removed.
  private mutating func structured(
    _ items: [PythonLiteral]
  ) throws(DTypeError) -> StructuredDType {
    var fields: [StructuredField] = []
    var offset = 0
    for item in items {
      guard let parts = elements(of: item), parts.count == 2 || parts.count == 3 else {
        throw .badField(ErrorText.abbreviate(item))
      }
      var dtype = try descr(parts[1])
      if parts.count == 3 { dtype = try pair(base: dtype, parts[2]) }
      if parts[0] != .string("") || !dtype.isPaddingWithoutName {
        let (title, name) = try titleAndName(parts[0])
        fields.append(StructuredField(name: name, title: title, dtype: dtype, offset: offset))
      }
      // Both are at most `maximumItemSize`, so that the sum fits.
      offset += dtype.itemSize
      guard offset <= DType.maximumItemSize else { throw .tooLarge(bytes: offset) }
    }
    return try StructuredDType(reading: fields, itemSize: offset)
  }

  /// A field's name, alone or in a pair after its title.
  private func titleAndName(
    _ literal: PythonLiteral
  ) throws(DTypeError) -> (title: PythonLiteral?, name: String) {
    switch literal {
    case .string(let name): return (nil, name)
    case .tuple(let items):
      guard items.count == 2, case .string(let name) = items[1] else { break }
      return (items[0] == .none ? nil : items[0], name)
    default: break
    }
    throw .badFieldName(ErrorText.abbreviate(literal))
  }

  /// What Python finds when it iterates over a value; nil if it cannot.
  ///
  /// A set of several members has no order that a reader could know; nil for it, too.
  private func elements(of literal: PythonLiteral) -> [PythonLiteral]? {
    switch literal {
    case .tuple(let items), .list(let items): items
    case .set(let members): members.count <= 1 ? members : nil
    case .dictionary(let entries): entries.map(\.key)
    case .string(let text): text.unicodeScalars.map { .string(String($0)) }
    case .bytes(let bytes): bytes.map { .int(Int($0)) }
    default: nil
    }
  }

  /// Notes that numpy makes a type whose size contradicts its descr, which is refused here.
  mutating func refuse(size: Int, of base: DType) {
    refusal = .sizeMismatch(bytes: base.itemSize, other: size)
  }

  /// The type that a text describes: a code, a name, or several with commas between them.
  mutating func typeString(_ text: String) throws(DTypeError) -> DType {
    if let dtype = try TypeString.parse(text, reader: &self) { return dtype }
    guard let type = MLFloat(rawValue: text), type != .unspecifiedByte else {
      guard text == MLFloat.float8E5M2.descr else {
        throw .notUnderstood(ErrorText.abbreviate(text))
      }
      mlName = text
      return .mlFloat(.float8E5M2)
    }
    mlName = text
    return .mlFloat(type)
  }
}
