/// What is taken of an axis, as between the brackets of numpy's `a[...]`.
///
/// Negative numbers count from the end.
public enum AxisIndex: Hashable, Sendable, ExpressibleByIntegerLiteral {
  /// One place; the axis is gone from the result.
  case at(Int)
  /// Numpy's `from:to:by`: bounds beyond the axis are cut to it, and a negative step runs
  /// backwards. A bound of nil is the end that the step begins or ends with.
  case slice(from: Int? = nil, to: Int? = nil, by: Int = 1)
  /// As many whole axes as are left over; at most one.
  case ellipsis
  /// A new axis of one place.
  case newAxis

  /// The whole axis.
  public static let all = AxisIndex.slice()

  /// A range of places.
  public static func range(_ range: Range<Int>, by step: Int = 1) -> AxisIndex {
    .slice(from: range.lowerBound, to: range.upperBound, by: step)
  }

  /// One place.
  public init(integerLiteral place: Int) { self = .at(place) }
}
