public import NPYFormat

/// Why memory cannot be viewed as elements of a type.
public enum ArrayViewError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The elements are of another dtype than asked for.
  case elementMismatch(found: DType, asked: DType)
  /// A field of the elements is not what a record's type says of it, and how.
  case fieldMismatch(record: String, field: String, reason: String)
  /// The elements have no such field; those that they have.
  case noField(String, known: [String])
  /// There is less memory than the shape and the dtype need, in bytes.
  case tooShort(needed: Int, found: Int)

  /// One line that names both sides.
  public var description: String {
    switch self {
    case .elementMismatch(let found, let asked): "the elements are \(found), not \(asked)"
    case .fieldMismatch(let record, let field, let reason):
      "the elements are no \(record): field '\(field)' \(reason)"
    case .noField(let name, let known):
      known.isEmpty
        ? "there is no field '\(name)': the elements are not structured"
        : "there is no field '\(name)' among \(known.map { "'\($0)'" }.joined(separator: ", "))"
    case .tooShort(let needed, let found):
      "there are \(found) bytes, but the shape and the dtype need \(needed)"
    }
  }
}
