public import NPYFormat

/// One field of a record: what it is called in the dtype, and where it lies in the Swift type.
public struct RecordField<Record>: Sendable {
  /// Its name in the dtype.
  public let name: String
  /// Its type in the dtype.
  public let dtype: DType
  /// Where it lies, in bytes from the start of the record.
  public let offset: Int

  /// Names a stored property.
  ///
  /// - Precondition: the key path is of a stored property of the record itself.
  public init<Value: RecordValue>(_ name: String, _ property: KeyPath<Record, Value>) {
    guard let offset = MemoryLayout<Record>.offset(of: property) else {
      fatalError("field '\(name)' of \(Record.self) is no stored property")
    }
    self.name = name
    self.offset = offset
    dtype = Value.fieldDType
  }
}
