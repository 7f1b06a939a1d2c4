extension DType {
  /// What numpy writes after `'descr': ` for this type (`numpy.lib.format.dtype_to_descr`).
  ///
  /// A string for everything but a structured type, which is a list of fields in which bytes
  /// that belong to no field appear as `('', '|Vn')`.
  ///
  /// - Complexity: O(*n*) in the number of fields, at every depth.
  public var descr: PythonLiteral {
    switch self {
    case .structured(let type): type.descr
    case .subarray(let base, let shape):
      .tuple([base.descr, .tuple(shape.map { .int($0) })])
    default: .string(typeString)
    }
  }

  /// The descr of a scalar without its quotes, such as `<f4`; the descr's text otherwise.
  public var description: String {
    switch self {
    case .structured, .subarray: descr.repr
    default: typeString
    }
  }

  /// numpy's `dtype.str` of a type that has neither fields nor a sub-array shape.
  private var typeString: String {
    switch self {
    case .bool: "|b1"
    case .int(let bytes, let order): Self.number("i", bytes, order)
    case .uint(let bytes, let order): Self.number("u", bytes, order)
    case .float(let bytes, let order): "\(order.character)f\(bytes)"
    case .complex(let bytes, let order): "\(order.character)c\(bytes)"
    case .bytes(let count): "|S\(count)"
    case .unicode(let count, let order): "\(order.character)U\(count)"
    case .void(let count): "|V\(count)"
    case .datetime(let unit, let order): "\(order.character)M8\(unit)"
    case .timedelta(let unit, let order): "\(order.character)m8\(unit)"
    case .mlFloat(let type): type.descr
    case .object: "|O"
    case .structured, .subarray: "|V\(itemSize)"
    }
  }

  /// The descr of an integer: a single byte has no order, which numpy writes as `|`.
  private static func number(_ kind: Character, _ bytes: Int, _ order: ByteOrder) -> String {
    bytes == 1 ? "|\(kind)1" : "\(order.character)\(kind)\(bytes)"
  }
}
