public import NPYFormat

/// A column of an array: all of it, a field of structured elements, or a part of complex ones.
public struct StatisticsColumn: Hashable, Sendable {
  /// A part of a complex number.
  public enum Part: String, Sendable {
    /// The real part.
    case real
    /// The imaginary part.
    case imaginary
  }

  /// The names of the field, of the field in it, and so on; empty for the elements themselves.
  public let fields: [String]
  /// The part that this is of, of complex elements.
  public let part: Part?
  /// The type of the elements; that of the elements of a sub-array.
  public let dtype: DType
  /// The number of elements, those of sub-arrays counted one by one.
  public let count: Int
  /// What they are like; nil for what is no number: strings and opaque bytes.
  public let statistics: Statistics?

  /// The field and the part as a path: `a.b.real`; empty for the elements themselves.
  public var name: String { (fields + (part.map { [$0.rawValue] } ?? [])).joined(separator: ".") }
}
