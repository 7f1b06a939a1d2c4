public import NPYFormat

/// A Swift struct that lies in memory as the elements of a structured array do.
///
/// ```swift
/// struct Particle: ArrayRecord {
///   var id: Int32
///   var position: InlineArray<3, Float>
///   static var fields: [RecordField<Self>] {
///     [RecordField("id", \.id), RecordField("position", \.position)]
///   }
/// }
/// ```
/// Storing a record stores the bytes between its fields too.
public protocol ArrayRecord: PlainElement {
  /// All stored properties, in the order of their offsets.
  static var fields: [RecordField<Self>] { get }
}

extension ArrayRecord {
  /// A structured type with these fields at these offsets.
  ///
  /// - Precondition: the fields are in order of their offsets, and numpy allows their names.
  public static var dtype: DType {
    let fields = fields.map { StructuredField(name: $0.name, dtype: $0.dtype, offset: $0.offset) }
    do {
      return .structured(
        try StructuredDType(fields: fields, itemSize: MemoryLayout<Self>.stride))
    } catch {
      fatalError("the fields of \(Self.self) are no structured dtype: \(error)")
    }
  }

  /// Records are not swapped: views of them are of this machine's byte order.
  public static func byteSwapped(_ bits: Self) -> Self {
    fatalError("a record has no other byte order")
  }

  /// Compares field by field: names, types, byte order and offsets, and the size of the whole.
  public static func isByteSwapped(in dtype: DType) throws(ArrayViewError) -> Bool {
    guard case .structured(let found) = dtype else {
      throw .elementMismatch(found: dtype, asked: Self.dtype)
    }
    for (field, known) in zip(fields, found.fields) {
      let reason: String? =
        if field.name != known.name {
          "is called '\(known.name)'"
        } else if field.dtype != known.dtype {
          "is \(known.dtype), not \(field.dtype)"
        } else if field.offset != known.offset {
          "is at byte \(known.offset), not \(field.offset)"
        } else {
          nil
        }
      if let reason { throw mismatch(field.name, reason) }
    }
    if let missing = fields.dropFirst(found.fields.count).first {
      throw mismatch(missing.name, "is missing")
    }
    if let extra = found.fields.dropFirst(fields.count).first {
      throw mismatch(extra.name, "is not among its fields")
    }
    guard found.itemSize >= MemoryLayout<Self>.size else {
      throw mismatch(
        fields.last?.name ?? "",
        "ends an element of \(found.itemSize) bytes, not \(MemoryLayout<Self>.size)")
    }
    return false
  }

  private static func mismatch(_ field: String, _ reason: String) -> ArrayViewError {
    .fieldMismatch(record: "\(Self.self)", field: field, reason: reason)
  }
}
