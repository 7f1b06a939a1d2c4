import ArrayViews

/// What is known of some elements, and what can be told of them together with others.
protocol StatisticsAccumulator: Sendable {
  /// Takes in what is known of other elements.
  mutating func merge(_ other: Self)

  /// The statistics of all elements; minimum and maximum as elements of the dtype are shown.
  var statistics: Statistics { get }
}

extension Statistics {
  /// Adds the counts of other elements.
  mutating func addCounts(of other: Statistics) {
    count += other.count
    nanCount += other.nanCount
    positiveInfinityCount += other.positiveInfinityCount
    negativeInfinityCount += other.negativeInfinityCount
  }

  /// Takes mean and standard deviation, as far as they are numbers.
  mutating func take(_ moments: StatisticsScaledMoments) {
    guard let (mean, deviation) = moments.meanAndDeviation else { return }
    self.mean = mean.isFinite ? mean : nil
    standardDeviation = deviation.isFinite ? deviation : nil
  }
}
