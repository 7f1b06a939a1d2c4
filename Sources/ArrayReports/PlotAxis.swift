/// A range of numbers that a direction of a plot stands for.
struct PlotAxis: Hashable {
  /// The ends; both finite, and not the same.
  let lower: Double
  let upper: Double
  /// Whether only whole numbers mean something, as with indices.
  private var isIntegral = false

  /// The axis of a range, which may have no width.
  ///
  /// - Parameters:
  ///   - lower: the lower end, finite.
  ///   - upper: the upper end, finite and not below the lower one.
  ///   - padding: how much is added at each end, as a part of the width.
  init(from lower: Double, through upper: Double, padding: Double = 0) {
    let greatest = Double.greatestFiniteMagnitude
    // What is added to a range without a width is not lost in rounding.
    let added =
      lower < upper
      ? upper * padding - lower * padding
      : lower == 0 ? 1 : max(lower.magnitude / 10, Double.leastNonzeroMagnitude)
    self.lower = max(lower - added, -greatest)
    self.upper = min(upper + added, greatest)
  }

  /// The axis of some indices, with half a step around each of them.
  init(indices: Range<Int>) {
    self.init(from: Double(indices.lowerBound) - 0.5, through: Double(indices.upperBound) - 0.5)
    isIntegral = true
  }

  /// The upright axis of some counts, from none to a little more than the greatest.
  init(countsUpTo greatest: Int) {
    self.init(from: 0, through: Double(max(greatest, 1)) * 1.05)
    isIntegral = true
  }

  /// Where a number is, from 0 at the lower end to 1 at the upper one.
  ///
  /// Those beyond the ends are at the ends. NaN is nowhere, and counts as the lower end.
  func fraction(of value: Double) -> Double {
    // The width of a range can be more than a Double holds.
    let scale = (upper - lower).isFinite ? 1 : 0.5
    let part = (value * scale - lower * scale) / (upper * scale - lower * scale)
    return part > 0 ? min(part, 1) : 0
  }

  /// The multiples of 1, 2, or 5 times a power of ten that are in the range.
  ///
  /// There is at most one more than `count`, which is taken for 3 if less and for 20 if more.
  func ticks(atMost count: Int) -> [PlotTick] {
    let count = min(max(count, 3), 20)
    var step = firstStep(for: count)
    while step.multiples(in: lower, upper) > count + 1 { step = step.next }
    guard let first = Int(exactly: (lower / step.size).rounded(.down)),
      let last = Int(exactly: (upper / step.size).rounded(.up))
    else { return [] }
    var values: [Double] = []
    // One more at each end: the divisions may have been rounded.
    for multiple in (first - 1)...(last + 1) {
      let value = step.value(times: multiple)
      if value >= lower, value <= upper, value != values.last { values.append(value) }
    }
    let labels = PlotLabels.labels(values, toPlace: step.exponent)
    return zip(values, labels).map { PlotTick(fraction: fraction(of: $0), label: $1) }
  }

  /// A step that is surely not too long.
  private func firstStep(for count: Int) -> PlotStep {
    let parts = 3 * Double(count)
    let step = PlotStep(notBelow: upper / parts - lower / parts)
    return isIntegral && step.exponent < 0 ? PlotStep(factor: 1, exponent: 0) : step
  }

  /// As many ticks as fit beside one another on an axis of a length, in the unit of the width of a
  /// character, the advance.
  func ticks(fitting length: Int, advance: Int) -> [PlotTick] {
    for count in stride(from: 10, to: 3, by: -1) {
      let ticks = ticks(atMost: count)
      let widest = ticks.map(\.label.utf8.count).max() ?? 0
      let nearest = zip(ticks, ticks.dropFirst()).map { $1.fraction - $0.fraction }.min() ?? 1
      if Double((widest + 2) * advance) <= nearest * Double(length) { return ticks }
    }
    // Those that have room; the others stay without a label.
    return ticks(atMost: 3)
  }
}
