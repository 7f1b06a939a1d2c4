/// Reads the text of any header that numpy reads.
enum HeaderReader {
  /// Reads the part `text` of `bytes`.
  ///
  /// - Throws: `NPYFormatError`.
  static func read(
    _ bytes: Span<UInt8>, text: Range<Int>, version: NPYVersion
  ) throws(NPYFormatError) -> RawHeader {
    let source = copy(bytes, text)
    let characters: Int
    switch version.encoding.countCharacters(in: source) {
    case .valid(let count): characters = count
    case .invalid(let offset): throw .invalidUTF8(offset: offset)
    }
    let (literal, isPython2, sawSurrogate) = try parse(source, version)
    let values = try values(of: literal)
    var reader = DTypeReader()
    let dtype: DType
    do {
      dtype = try reader.descr(values.descr)
    } catch {
      throw .badDType(error)
    }
    return RawHeader(
      version: version, dtype: dtype, isFortranOrder: values.isFortranOrder,
      shape: values.shape, dataOffset: text.upperBound, characters: characters,
      style: isPython2 ? .python2 : .unknown, mlName: reader.mlName,
      refusal: sawSurrogate && dtype.hasSurrogateStandIn ? .unpairedSurrogate : reader.refusal)
  }

  /// The bytes of a part of a span.
  static func copy(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    var copy: [UInt8] = []
    copy.reserveCapacity(range.count)
    for index in range { copy.append(bytes[index]) }
    return copy
  }

  /// The literal that the text spells, on the second try if need be.
  private static func parse(
    _ source: [UInt8], _ version: NPYVersion
  ) throws(NPYFormatError) -> (PythonLiteral, isPython2: Bool, sawSurrogate: Bool) {
    var parser = LiteralParser(source, encoding: version.encoding)
    do {
      return (try parser.parse(), false, parser.sawSurrogate)
    } catch {
      // Only versions that Python 2 wrote get a second chance, and only texts that numpy would give
      // one by default: taking them apart as Python does takes quadratic time.
      guard version != .v3, source.count <= NumpyVerdict.maximumCharacters,
        let filtered = Python2Filter.apply(to: source)
      else { throw .malformedText(error) }
      var second = LiteralParser(filtered, encoding: version.encoding)
      guard let literal = try? second.parse() else { throw .malformedText(error) }
      return (literal, true, second.sawSurrogate)
    }
  }

  /// The three values that a header consists of.
  private struct Values {
    var descr: PythonLiteral
    var isFortranOrder: Bool
    var shape: [Int]
  }

  private static func values(of literal: PythonLiteral) throws(NPYFormatError) -> Values {
    guard case .dictionary(let entries) = literal else {
      throw .notADictionary(ErrorText.abbreviate(literal))
    }
    var descr: PythonLiteral?
    var order: PythonLiteral?
    var shape: PythonLiteral?
    var unexpected: [String] = []
    for entry in entries {
      switch entry.key {
      case "descr": descr = entry.value
      case "fortran_order": order = entry.value
      case "shape": shape = entry.value
      default:
        // A few suffice to see what is going on.
        if unexpected.count < 4 { unexpected.append(ErrorText.abbreviate(entry.key)) }
      }
    }
    guard let descr, let order, let shape, unexpected.isEmpty else {
      var missing: [String] = []
      if descr == nil { missing.append("'descr'") }
      if order == nil { missing.append("'fortran_order'") }
      if shape == nil { missing.append("'shape'") }
      throw .wrongKeys(missing: missing, unexpected: unexpected)
    }
    let lengths = try lengths(of: shape)
    guard case .bool(let isFortranOrder) = order else {
      throw .badOrder(ErrorText.abbreviate(order))
    }
    return Values(descr: descr, isFortranOrder: isFortranOrder, shape: lengths)
  }

  private static func lengths(of shape: PythonLiteral) throws(NPYFormatError) -> [Int] {
    guard case .tuple(let items) = shape else { throw .badShape(ErrorText.abbreviate(shape)) }
    var lengths: [Int] = []
    lengths.reserveCapacity(items.count)
    for item in items {
      guard case .int(let length) = item else { throw .badShape(ErrorText.abbreviate(shape)) }
      guard length >= 0 else { throw .negativeDimension(length) }
      lengths.append(length)
    }
    return lengths
  }
}
