public import NPYFormat

/// Why two arrays cannot be compared element by element.
public enum DifferenceError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The shapes differ.
  case shapes([Int], [Int])
  /// Elements of these types have nothing to be compared by; the path of the field that they are in.
  case dtypes(DType, DType, fields: [String])

  /// One line that names both sides.
  public var description: String {
    switch self {
    case .shapes(let first, let second): "the shapes differ: \(first) and \(second)"
    case .dtypes(let first, let second, let fields):
      fields.isEmpty
        ? "the dtypes cannot be compared: \(first) and \(second)"
        : "the dtypes of '\(fields.joined(separator: "."))' cannot be compared: \(first) and \(second)"
    }
  }
}
