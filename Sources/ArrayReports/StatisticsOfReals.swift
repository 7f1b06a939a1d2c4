import ArrayViews

/// The statistics of numbers that a `Double` holds exactly.
struct StatisticsOfReals: StatisticsAccumulator {
  private var tally = Statistics()
  private var range: ClosedRange<Double>?
  private var moments = StatisticsScaledMoments()
  private var bins: StatisticsBins
  private let constantExponent: Int?
  private let value: @Sendable (Double) -> ElementValue

  /// Begins without elements.
  ///
  /// - Parameters:
  ///   - isWhole: whether the elements are whole numbers, so that bins are, too.
  ///   - value: makes an element of its number.
  init(isWhole: Bool, value: @escaping @Sendable (Double) -> ElementValue) {
    bins = StatisticsBins(smallestExponent: isWhole ? 0 : StatisticsBins.smallestExponent)
    constantExponent = isWhole ? 0 : nil
    self.value = value
  }

  /// Takes in the numbers of a chunk, which is of no use afterwards.
  mutating func add(_ chunk: inout StatisticsChunk) {
    tally.count += chunk.count
    var bounds = chunk.bounds()
    if !bounds.sum.isFinite {
      let removed = chunk.removeNonFinite()
      tally.nanCount += removed.nan
      tally.positiveInfinityCount += removed.positive
      tally.negativeInfinityCount += removed.negative
      if chunk.count == 0 { return }
      bounds = chunk.bounds()
    }
    extend(to: bounds.low...bounds.high)
    let magnitude = max(abs(bounds.low), abs(bounds.high), .leastNormalMagnitude)
    bins.cover(leastExponent: Int(magnitude.exponent) - 50) { exponent in
      StatisticsBins.place(
        of: bounds.low, exponent)...StatisticsBins.place(of: bounds.high, exponent)
    }
    moments.add(chunk, bounds)
    bins.count(&chunk)
  }

  private mutating func extend(to new: ClosedRange<Double>) {
    let old = range ?? new
    range = min(old.lowerBound, new.lowerBound)...max(old.upperBound, new.upperBound)
  }

  mutating func merge(_ other: StatisticsOfReals) {
    tally.addCounts(of: other.tally)
    moments.merge(other.moments)
    bins.merge(other.bins)
    if let new = other.range { extend(to: new) }
  }

  var statistics: Statistics {
    var statistics = tally
    guard let range else { return statistics }
    statistics.minimum = value(range.lowerBound)
    statistics.maximum = value(range.upperBound)
    statistics.take(moments)
    // Bins of a sixteenth of the number for what is the same everywhere.
    let magnitude = range.upperBound.magnitude
    let exponent = magnitude.isNormal ? Int(magnitude.exponent) - 4 : 0
    statistics.histogram = bins.histogram(constantExponent: constantExponent ?? exponent)
    return statistics
  }
}
