extension DTypeReader {
  /// What `numpy.dtype((base, second))` makes: a resized type, a sub-array, or a type with the
  /// fields of another.
  ///
  /// - Throws: `DTypeError`.
  mutating func pair(
    base: DType, _ second: PythonLiteral
  ) throws(DTypeError) -> DType {
    if !isTupleOfIntegers(second), let other = try? any(second) {
      return try inherit(base: base, from: other)
    }
    if base.isUnsized { return try resize(base, to: second) }
    let shape = try subarrayShape(second)
    // Of shapes without an axis numpy knows two, of which it writes the one as the other.
    if shape.isEmpty { return base }
    try DType.checkSubarray(of: base, shape: shape)
    return .subarray(base, shape: shape)
  }

  /// What `numpy.dtype(literal)` makes.
  private mutating func any(_ literal: PythonLiteral) throws(DTypeError) -> DType {
    switch literal {
    case .none: return .float64
    case .string(let text): return try typeString(text)
    case .bytes(let bytes):
      guard let text = String(validating: bytes, as: UTF8.self) else { break }
      return try typeString(text)
    case .tuple(let items) where items.count == 2:
      return try pair(base: any(items[0]), items[1])
    case .list(let items): return .structured(try list(items))
    // numpy reads dictionaries of names, formats and offsets, too; none is ever written.
    case .dictionary([]): return .structured(try list([]))
    default: break
    }
    throw .badDescr(ErrorText.abbreviate(literal))
  }

  /// A list of fields by the rules of `numpy.dtype`: no padding, and a name for the nameless.
  private mutating func list(
    _ items: [PythonLiteral]
  ) throws(DTypeError) -> StructuredDType {
    var fields: [StructuredField] = []
    var offset = 0
    for (index, item) in items.enumerated() {
      guard case .tuple(let parts) = item, parts.count == 2 || parts.count == 3 else {
        throw .badField(ErrorText.abbreviate(item))
      }
      var name: String
      var title: PythonLiteral?
      switch parts[0] {
      case .string(let text): name = text
      case .tuple(let pair) where pair.count == 2:
        guard case .string(let text) = pair[1], !text.isEmpty else {
          throw .badFieldName(ErrorText.abbreviate(parts[0]))
        }
        (title, name) = (pair[0], text)
      default: throw .badFieldName(ErrorText.abbreviate(parts[0]))
      }
      if name.isEmpty { name = "f\(index)" }
      let dtype =
        parts.count == 2 ? try any(parts[1]) : try pair(base: any(parts[1]), parts[2])
      fields.append(StructuredField(name: name, title: title, dtype: dtype, offset: offset))
      offset += dtype.itemSize
      guard offset <= DType.maximumItemSize else { throw .tooLarge(bytes: offset) }
    }
    return try StructuredDType(reading: fields, itemSize: offset)
  }

  /// The base type with the fields of another, or resized to it.
  private mutating func inherit(base: DType, from other: DType) throws(DTypeError) -> DType {
    var base = base
    if base.isUnsized {
      // numpy takes over whether there are objects in it for void types only.
      if case .void = base, other.hasObject { return other }
      base = resize(base, toBytes: other.itemSize)
    } else if base.itemSize != other.itemSize {
      throw .sizeMismatch(bytes: base.itemSize, other: other.itemSize)
    } else if base.hasObject || other.hasObject {
      guard base == .object, case .structured(let type) = other, type.fields.count == 1,
        type.fields[0].dtype == .object
      else { throw .mixedObjects }
    }
    // numpy keeps the base's kind beside the fields, and saves nothing but the fields.
    if case .structured = other { return other }
    return base
  }

  /// An unsized type with a size in bytes, or in code points for `U`.
  private mutating func resize(_ base: DType, to second: PythonLiteral) throws(DTypeError) -> DType
  {
    guard case .int(let size) = second, (0...DType.maximumItemSize).contains(size) else {
      throw .badSubarrayShape(ErrorText.abbreviate(second))
    }
    guard case .unicode = base else { return resize(base, toBytes: size) }
    guard size <= DType.maximumItemSize / 4 else { throw .tooLarge(bytes: size) }
    return resize(base, toBytes: size * 4)
  }

  private mutating func resize(_ base: DType, toBytes size: Int) -> DType {
    switch base {
    case .bytes: return .bytes(size)
    case .void: return .void(size)
    case .unicode(_, let order) where size % 4 == 0: return .unicode(size / 4, order)
    default:
      if size == base.itemSize { return base }
      refuse(size: size, of: base)
      return .void(size)
    }
  }

  /// The lengths of a sub-array's axes: one integer, or a sequence of them.
  private func subarrayShape(_ literal: PythonLiteral) throws(DTypeError) -> [Int] {
    let items: [PythonLiteral]
    switch literal {
    case .int: items = [literal]
    case .tuple(let elements), .list(let elements): items = elements
    case .bytes(let bytes): return bytes.map { Int($0) }
    case .string(""): return []
    default: throw .badSubarrayShape(ErrorText.abbreviate(literal))
    }
    var shape: [Int] = []
    for item in items {
      guard case .int(let length) = item else {
        throw .badSubarrayShape(ErrorText.abbreviate(literal))
      }
      shape.append(length)
    }
    return shape
  }

  private func isTupleOfIntegers(_ literal: PythonLiteral) -> Bool {
    guard case .tuple(let items) = literal else { return false }
    return items.allSatisfy {
      switch $0 {
      case .int, .bool, .wideInt: true
      default: false
      }
    }
  }
}

extension DType {
  /// Whether numpy lets a second item set this type's size: it has neither bytes nor fields.
  fileprivate var isUnsized: Bool {
    if case .structured = self { return false }
    return itemSize == 0
  }
}
