public import ArrayViews

/// Where the elements of two arrays of one shape differ, and how much.
public struct Difference: Hashable, Sendable {
  /// An element of both arrays.
  public struct Place: Hashable, Sendable {
    /// Where it is: an index for each axis.
    public let indices: [Int]
    /// What the first array holds there.
    public let first: ElementValue
    /// What the second array holds there.
    public let second: ElementValue
  }

  /// The names of the field, of the field in it, and so on; empty for the elements themselves.
  public let fields: [String]
  /// The number of elements that were compared.
  public let count: Int
  /// How many differ by more than the tolerance.
  public let differingCount: Int
  /// How many of these are NaN, or "not a time", on one side only.
  public let nanMismatchCount: Int
  /// The first element that differs, in C order.
  public let first: Place?
  /// The element that differs most, the first of several; nil where no distance is a number.
  public let greatest: Place?
  /// The distance there; of integers rounded to a `Double`.
  public let greatestDistance: Double?
  /// The greatest distance divided by the second number, of elements that differ and whose second
  /// number is not 0.
  public let greatestRelativeDistance: Double?
}
