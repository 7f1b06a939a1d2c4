/// Why a text or a descr is not an element type.
public enum DTypeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Not a type's name or code.
  case notUnderstood(String)
  /// A unit in brackets that numpy does not know.
  case badTimeUnit(String)
  /// Not a string, a tuple or a list of fields; the text is what stands there.
  case badDescr(String)
  /// Not a field: the text is what stands in its place.
  case badField(String)
  /// A field's name is not a string; the text is what stands in its place.
  case badFieldName(String)
  /// Two fields share a name or a title.
  case duplicateName(String)
  /// A field without a name whose bytes numpy takes for padding.
  case namelessPadding
  /// A field starts before the one before it ends, or ends after the whole.
  case overlappingField(name: String, offset: Int)
  /// A sub-array's shape is not usable; the text says why.
  case badSubarrayShape(String)
  /// A second type was given for one of another size, both in bytes.
  case sizeMismatch(bytes: Int, other: Int)
  /// A second type was given, and one of the two holds Python objects.
  case mixedObjects
  /// An element exceeds what numpy counts in a C `int`: 2,147,483,647 bytes.
  case tooLarge(bytes: Int)
  /// A sub-array outside of a structured type: `np.load` fails on it.
  case topLevelSubarray(String)
  /// A name holds half of a surrogate pair, which is not text.
  case unpairedSurrogate
  /// The text is not a Python literal.
  case malformed(LiteralError)

  /// One line that says what is wrong.
  public var description: String {
    switch self {
    case .notUnderstood(let text): "data type \(text.debugDescription) is not understood"
    case .badTimeUnit(let text): "time unit \(text.debugDescription) is not understood"
    case .badDescr(let text): "\(text) does not describe a data type"
    case .badField(let text): "\(text) does not describe a field"
    case .badFieldName(let text): "field name \(text) is not a string"
    case .duplicateName(let name):
      "field name \(ErrorText.abbreviate(name).debugDescription) occurs more than once"
    case .namelessPadding: "a field without a name and a type reads as padding"
    case .overlappingField(let name, let offset):
      "field \(ErrorText.abbreviate(name).debugDescription) at offset \(offset) overlaps its neighbour or the end"
    case .badSubarrayShape(let reason): "bad sub-array shape: \(reason)"
    case .sizeMismatch(let bytes, let other):
      "a type of \(bytes) bytes cannot take the fields of one of \(other) bytes"
    case .mixedObjects: "a type that holds Python objects cannot be combined with another"
    case .tooLarge(let bytes):
      "an element of \(bytes) bytes exceeds numpy's limit of \(DType.maximumItemSize)"
    case .topLevelSubarray(let text): "sub-array \(text) is not inside a structured type"
    case .unpairedSurrogate: "a field name holds an unpaired surrogate"
    case .malformed(let error): error.description
    }
  }
}
