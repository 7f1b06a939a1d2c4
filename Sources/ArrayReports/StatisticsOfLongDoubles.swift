#if arch(x86_64)
  import ArrayViews

  /// The statistics of C's `long double`: 80 bits, of which a `Double` has not all.
  struct StatisticsOfLongDoubles: StatisticsAccumulator {
    private var tally = Statistics()
    private var least: LongDouble?
    private var greatest: LongDouble?
    private var moments = StatisticsScaledMoments()
    private var bins = StatisticsBins(smallestExponent: StatisticsBins.smallestExponent)

    /// Takes in at most as many numbers as a chunk can hold.
    mutating func add(_ elements: [LongDouble], _ chunk: inout StatisticsChunk) {
      tally.count += elements.count
      var finite: [LongDouble] = []
      for element in elements {
        let number = element.value
        if number.isFinite {
          finite.append(element)
        } else if number.isNaN {
          tally.nanCount += 1
        } else if number > 0 {
          tally.positiveInfinityCount += 1
        } else {
          tally.negativeInfinityCount += 1
        }
      }
      guard let low = finite.min(by: { $0.value < $1.value }),
        let high = finite.max(by: { $0.value < $1.value }), let first = finite.first?.value
      else { return }
      extend(low, high)
      let numbers = finite.map(\.value)
      count(numbers, low.value, high.value)
      let base = Double(first)
      chunk.fill(numbers.span) { Double($0 - first) }
      moments.add(
        chunk, chunk.bounds(), base: (base, base.isFinite ? Double(first - Float80(base)) : 0))
    }

    private mutating func extend(_ low: LongDouble, _ high: LongDouble) {
      least = least.map { $0.value <= low.value ? $0 : low } ?? low
      greatest = greatest.map { $0.value >= high.value ? $0 : high } ?? high
    }

    private mutating func count(_ numbers: [Float80], _ low: Float80, _ high: Float80) {
      guard hasBins else { return }
      let magnitude = max(abs(low), abs(high), 0x1p-1022)
      bins.cover(leastExponent: Int(magnitude.exponent) - 50) { exponent in
        StatisticsBins.place(of: low, exponent)...StatisticsBins.place(of: high, exponent)
      }
      let exponent = bins.exponent
      bins.count(numbers.count) { StatisticsBins.place(of: numbers[$0], exponent) }
    }

    /// Whether edges of bins can be `Double`s.
    private var hasBins: Bool {
      [least, greatest].allSatisfy { $0.map { abs($0.value) < 0x1p1024 } ?? true }
    }

    mutating func merge(_ other: StatisticsOfLongDoubles) {
      tally.addCounts(of: other.tally)
      moments.merge(other.moments)
      if let low = other.least, let high = other.greatest { extend(low, high) }
      if hasBins { bins.merge(other.bins) }
    }

    var statistics: Statistics {
      var statistics = tally
      guard let least, let greatest else { return statistics }
      statistics.minimum = .longDouble(least)
      statistics.maximum = .longDouble(greatest)
      statistics.take(moments)
      let magnitude = Double(greatest.value).magnitude
      let exponent = magnitude.isNormal ? Int(magnitude.exponent) - 4 : 0
      statistics.histogram = hasBins ? bins.histogram(constantExponent: exponent) : nil
      return statistics
    }
  }
#endif
