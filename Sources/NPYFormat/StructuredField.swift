/// One field of a structured type.
public struct StructuredField: Hashable, Sendable {
  /// The field's name; at most one field of a type may have the empty name.
  public let name: String
  /// A second name, or a remark: nearly always a string, though numpy allows any value.
  public let title: PythonLiteral?
  /// The type of the field's value; a sub-array is allowed here.
  public let dtype: DType
  /// Bytes from the start of the element.
  public let offset: Int

  /// Creates a field; `StructuredDType` checks it.
  public init(name: String, title: PythonLiteral? = nil, dtype: DType, offset: Int) {
    self.name = name
    self.title = title
    self.dtype = dtype
    self.offset = offset
  }

  /// Whether numpy would take this field for padding in a header: it has neither a name nor a
  /// title, and an opaque type.
  var isPaddingLike: Bool { name.isEmpty && title == nil && dtype.isPaddingWithoutName }

  /// The offset of the first byte after the field; nil if it cannot be represented.
  var end: Int? {
    let (end, overflow) = offset.addingReportingOverflow(dtype.itemSize)
    return overflow ? nil : end
  }
}
