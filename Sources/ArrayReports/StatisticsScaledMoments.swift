/// The moments of numbers of any magnitude: those whose squares a `Double` could not hold are scaled.
struct StatisticsScaledMoments: Hashable, Sendable {
  /// The number that small numbers are multiplied by and large ones divided by.
  private static let factor = 0x1p600

  private var small = StatisticsMoments()
  private var normal = StatisticsMoments()
  private var large = StatisticsMoments()

  /// Takes in the finite numbers of a chunk.
  ///
  /// - Parameters:
  ///   - chunk: the numbers; at least one.
  ///   - bounds: what the chunk says its bounds are.
  ///   - base: what has been subtracted from each number, as a sum of two.
  mutating func add(
    _ chunk: borrowing StatisticsChunk, _ bounds: (low: Double, high: Double, sum: Double),
    base: (high: Double, low: Double) = (0, 0)
  ) {
    let magnitude = max(abs(bounds.low), abs(bounds.high), abs(base.high))
    if magnitude > 0x1p450 {
      let scaled = chunk.scaled(by: 1 / Self.factor)
      let base = (base.high / Self.factor, base.low / Self.factor)
      large.merge(Self.moments(scaled, scaled.bounds().sum, base))
    } else if magnitude < 0x1p-400 {
      let scaled = chunk.scaled(by: Self.factor)
      small.merge(Self.moments(scaled, scaled.bounds().sum, (0, 0)))
    } else {
      normal.merge(Self.moments(chunk, bounds.sum, base))
    }
  }

  private static func moments(
    _ chunk: borrowing StatisticsChunk, _ sum: Double, _ base: (high: Double, low: Double)
  ) -> StatisticsMoments {
    let mean = sum / Double(chunk.count)
    let first = chunk.vectors[0][0]
    // One of `first` and `base.high` is 0: a chunk with a base begins with the base itself.
    return StatisticsMoments(
      count: chunk.count, shift: first + base.high, mean: mean + base.low,
      squares: chunk.squares(about: mean))
  }

  /// Takes in the moments of other numbers.
  mutating func merge(_ other: StatisticsScaledMoments) {
    small.merge(other.small)
    normal.merge(other.normal)
    large.merge(other.large)
  }

  /// The mean and the standard deviation of all numbers; nil when there are none.
  var meanAndDeviation: (mean: Double, deviation: Double)? {
    var (moments, factor) = (small, 1 / Self.factor)
    if large.count > 0 {
      moments = large
      moments.merge(normal.scaled(by: 1 / Self.factor))
      moments.merge(small.scaled(by: 1 / Self.factor).scaled(by: 1 / Self.factor))
      factor = Self.factor
    } else if normal.count > 0 {
      moments = normal
      moments.merge(small.scaled(by: 1 / Self.factor))
      factor = 1
    }
    guard moments.count > 0 else { return nil }
    let deviation = (moments.squares / Double(moments.count)).squareRoot()
    return (moments.mean * factor, deviation * factor)
  }
}
