/// The number, the mean and the squared distances from the mean of some numbers.
///
/// Two of them are merged as Chan, Golub and LeVeque do it ("Updating Formulae and a Pairwise
/// Algorithm for Computing Sample Variances", 1979).
struct StatisticsMoments: Hashable, Sendable {
  private(set) var count = 0
  /// The mean is the sum of two numbers, so that the difference of two means keeps its digits when
  /// the means are great and near each other.
  private var meanHigh = 0.0
  private var meanLow = 0.0
  /// The sum of the squared distances from the mean.
  private(set) var squares = 0.0

  /// The moments of no numbers.
  init() {}

  /// The moments of numbers whose mean is `shift` and `mean` together.
  init(count: Int, shift: Double, mean: Double, squares: Double) {
    self.count = count
    self.squares = squares
    setMean(shift, mean)
  }

  /// Their mean.
  var mean: Double { meanHigh + meanLow }

  /// Takes in the moments of other numbers.
  mutating func merge(_ other: StatisticsMoments) {
    guard other.count > 0 else { return }
    guard count > 0 else {
      self = other
      return
    }
    let share = Double(other.count) / Double(count + other.count)
    let distance = (other.meanHigh - meanHigh) + (other.meanLow - meanLow)
    squares += other.squares + distance * distance * (share * Double(count))
    setMean(meanHigh, meanLow + distance * share)
    count += other.count
  }

  /// The moments of the same numbers, each multiplied by a power of two.
  func scaled(by factor: Double) -> StatisticsMoments {
    var scaled = self
    scaled.meanHigh *= factor
    scaled.meanLow *= factor
    scaled.squares *= factor
    scaled.squares *= factor
    return scaled
  }

  /// Keeps what rounding takes from the sum of both (Knuth's two-sum).
  private mutating func setMean(_ first: Double, _ second: Double) {
    let sum = first + second
    let part = sum - first
    meanHigh = sum
    meanLow = (first - (sum - part)) + (second - part)
  }
}
