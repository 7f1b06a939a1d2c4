public import ArrayViews

/// What the elements of a numeric array are like.
///
/// Minimum, maximum, mean, standard deviation and histogram are those of the finite elements; NaN,
/// "not a time" and infinities are only counted.
public struct Statistics: Hashable, Sendable {
  /// The number of elements.
  public var count = 0
  /// How many are NaN, or "not a time".
  public var nanCount = 0
  /// How many are positive infinity.
  public var positiveInfinityCount = 0
  /// How many are negative infinity.
  public var negativeInfinityCount = 0
  /// The least finite element, exactly; nil when none is finite.
  public var minimum: ElementValue?
  /// The greatest finite element, exactly; nil when none is finite.
  public var maximum: ElementValue?
  /// The mean of the finite elements; nil when there are none, or it is beyond a `Double`.
  public var mean: Double?
  /// The standard deviation of the finite elements: of the population, as numpy's `std` has it.
  public var standardDeviation: Double?
  /// Where the finite elements lie: some ten to twenty bins, or fewer for few whole numbers.
  ///
  /// A bin's width is a power of two and its edges are multiples of it, so that no rounding can put
  /// an element into the wrong one. It is nil when no element is finite, or one is beyond a `Double`.
  public var histogram: Histogram?

  /// Makes the statistics of no elements.
  public init() {}

  /// How many elements are finite.
  public var finiteCount: Int {
    count - nanCount - positiveInfinityCount - negativeInfinityCount
  }
}
