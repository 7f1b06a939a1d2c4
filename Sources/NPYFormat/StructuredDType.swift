/// A type whose elements have named fields at given offsets: C's `struct`.
///
/// Bytes between, before and after fields are padding. Fields are in order of their offsets and
/// do not overlap: numpy can hold others in memory, and cannot save them.
public struct StructuredDType: Hashable, Sendable {
  /// The fields in order of their offsets.
  public let fields: [StructuredField]
  /// Bytes per element, padding included.
  public let itemSize: Int

  /// Creates a type from fields in order of their offsets.
  ///
  /// - Parameters:
  ///   - fields: May be empty.
  ///   - itemSize: Bytes per element; the end of the last field unless given.
  /// - Throws: `DTypeError` for a repeated name, an overlap, a nameless field that a reader
  ///   would take for padding, or more than 2,147,483,647 bytes.
  /// - Complexity: O(*n*) in the number of fields.
  public init(fields: [StructuredField], itemSize: Int? = nil) throws(DTypeError) {
    var names = FieldNames()
    var end = 0
    var checked: [StructuredField] = []
    checked.reserveCapacity(fields.count)
    for field in fields {
      let dtype = try field.dtype.validated()
      if field.isPaddingLike { throw .namelessPadding }
      try names.insert(field.name, title: field.title)
      guard field.offset >= end, let fieldEnd = field.end else {
        throw .overlappingField(name: field.name, offset: field.offset)
      }
      end = fieldEnd
      checked.append(
        StructuredField(name: field.name, title: field.title, dtype: dtype, offset: field.offset))
    }
    if let last = fields.last, let itemSize, itemSize < end {
      throw .overlappingField(name: last.name, offset: last.offset)
    }
    let size = itemSize ?? end
    guard (0...DType.maximumItemSize).contains(size) else { throw .tooLarge(bytes: size) }
    self.fields = checked
    self.itemSize = size
  }

  /// A type whose fields and size are known to be in order.
  init(unchecked fields: [StructuredField], itemSize: Int) {
    self.fields = fields
    self.itemSize = itemSize
  }

  /// Creates a type whose fields follow each other without padding.
  ///
  /// - Throws: As `init(fields:itemSize:)`.
  /// - Complexity: O(*n*) in the number of fields.
  public init(packing fields: [(name: String, dtype: DType)]) throws(DTypeError) {
    var offset = 0
    var placed: [StructuredField] = []
    placed.reserveCapacity(fields.count)
    for field in fields {
      placed.append(StructuredField(name: field.name, dtype: field.dtype, offset: offset))
      let (next, overflow) = offset.addingReportingOverflow(field.dtype.itemSize)
      guard !overflow else { throw .tooLarge(bytes: Int.max) }
      offset = next
    }
    try self.init(fields: placed)
  }

  /// The list that numpy's `dtype.descr` gives: fields, and padding as `('', '|Vn')`.
  var descr: PythonLiteral {
    var items: [PythonLiteral] = []
    items.reserveCapacity(fields.count)
    var offset = 0
    for field in fields {
      if field.offset > offset { items.append(Self.padding(field.offset - offset)) }
      offset = field.end ?? field.offset
      var name = PythonLiteral.string(field.name)
      if let title = field.title { name = .tuple([title, name]) }
      if case .subarray(let base, let shape) = field.dtype {
        items.append(.tuple([name, base.descr, .tuple(shape.map { .int($0) })]))
      } else {
        items.append(.tuple([name, field.dtype.descr]))
      }
    }
    if itemSize > offset { items.append(Self.padding(itemSize - offset)) }
    return .list(items)
  }

  private static func padding(_ bytes: Int) -> PythonLiteral {
    .tuple([.string(""), .string("|V\(bytes)")])
  }
}

extension DType {
  /// Whether numpy reads a field of this type as padding when the field's name is empty.
  ///
  /// It asks whether the type's scalar class is `numpy.void` and has no fields, which is true of
  /// sub-arrays of any type, too.
  var isPaddingWithoutName: Bool {
    switch self {
    case .void, .subarray: true
    case .mlFloat(let type): type.isLoadableByNumpy
    default: false
    }
  }
}
