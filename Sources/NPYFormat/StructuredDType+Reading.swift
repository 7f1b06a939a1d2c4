extension StructuredDType {
  /// A type as a header describes it, whose fields follow each other in order.
  ///
  /// Unlike a type that is made to be written, it may have units that numpy reads and writes and
  /// then cannot read again. The sizes are known to be within limits.
  ///
  /// - Throws: `DTypeError.duplicateName`.
  init(reading fields: [StructuredField], itemSize: Int) throws(DTypeError) {
    var names = FieldNames()
    for field in fields { try names.insert(field.name, title: field.title) }
    self.init(unchecked: fields, itemSize: itemSize)
  }
}
