import ArrayViews

/// The statistics of integers of 64 bits, which a `Double` does not always hold.
struct StatisticsOfIntegers<Number: FixedWidthInteger & Sendable & BitwiseCopyable>:
  StatisticsAccumulator
{
  private var tally = Statistics()
  private var range: ClosedRange<Number>?
  private var moments = StatisticsScaledMoments()
  private var bins = StatisticsBins(smallestExponent: 0)
  private let missing: Number?
  private let value: @Sendable (Number) -> ElementValue

  /// Begins without elements.
  ///
  /// - Parameters:
  ///   - missing: the number that means "not a time".
  ///   - value: makes an element of its number.
  init(missing: Number? = nil, value: @escaping @Sendable (Number) -> ElementValue) {
    self.missing = missing
    self.value = value
  }

  /// Takes in at most as many numbers as a chunk can hold.
  @inline(__always)
  mutating func add(_ numbers: Span<Number>, _ chunk: inout StatisticsChunk) {
    tally.count += numbers.count
    var (low, high) = (numbers[0], numbers[0])
    for index in numbers.indices {
      let number = numbers[index]
      low = min(low, number)
      high = max(high, number)
    }
    guard let missing, low == missing else {
      addPresent(numbers, low, high, &chunk)
      return
    }
    let present = numbers.indices.map { numbers[$0] }.filter { $0 != missing }
    tally.nanCount += numbers.count - present.count
    guard let low = present.min(), let high = present.max() else { return }
    addPresent(present.span, low, high, &chunk)
  }

  @inline(__always)
  private mutating func addPresent(
    _ numbers: Span<Number>, _ low: Number, _ high: Number, _ chunk: inout StatisticsChunk
  ) {
    extend(to: low...high)
    // Edges and places are to be numbers that a `Double` holds: 53 bits.
    let bits = 64 - max(low.magnitude, high.magnitude).leadingZeroBitCount
    bins.cover(leastExponent: max(0, bits - 53)) { exponent in
      Int(truncatingIfNeeded: low >> exponent)...Int(truncatingIfNeeded: high >> exponent)
    }
    let exponent = bins.exponent
    bins.count(numbers.count) { Int(truncatingIfNeeded: numbers[$0] &>> Number(exponent)) }
    let first = numbers[0]
    let base = Double(first)
    if low.distanceFits(to: high) {
      chunk.fill(numbers) { Double(Int64(truncatingIfNeeded: $0 &- first)) }
    } else {
      chunk.fill(numbers) { Double($0) - base }
    }
    // What rounding took from the first number.
    let rest = Number(exactly: base).map { Double(Int64(truncatingIfNeeded: first &- $0)) } ?? 0
    moments.add(chunk, chunk.bounds(), base: (base, rest))
  }

  private mutating func extend(to new: ClosedRange<Number>) {
    let old = range ?? new
    range = min(old.lowerBound, new.lowerBound)...max(old.upperBound, new.upperBound)
  }

  mutating func merge(_ other: StatisticsOfIntegers) {
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
    statistics.histogram = bins.histogram(constantExponent: 0)
    return statistics
  }
}

extension FixedWidthInteger {
  /// Whether the difference to a greater number has at most 63 bits.
  fileprivate func distanceFits(to greater: Self) -> Bool {
    let (distance, overflow) = greater.subtractingReportingOverflow(self)
    return !overflow && distance.leadingZeroBitCount > 0
  }
}
