/// The bins of a histogram that is filled in one pass, before the range of the numbers is known.
///
/// A bin's width is a power of two and its place is the number divided by the width, rounded down.
/// Where a number would lie too far from the others, the width is doubled and neighbours are added
/// up: each bin is then exactly two of the former ones, so the counts are at any time those of the
/// numbers themselves.
struct StatisticsBins: Sendable {
  /// The number of bins that are kept; a power of two.
  static let capacity = 64
  /// The most bins that a histogram is made of.
  static let readableCount = 20
  /// The exponent of the smallest width: that of the smallest normal number.
  static let smallestExponent = -1022

  /// The width is two to the power of this.
  private(set) var exponent: Int
  /// The places of the least and the greatest number; nil when there is none.
  private var places: ClosedRange<Int>?
  /// How many numbers there are in each bin, which is found at its place modulo ``capacity``.
  ///
  /// Each lane of a vector has counts of its own, so that equal numbers in a row do not wait for
  /// each other.
  private var counts = InlineArray<512, Int>(repeating: 0)

  /// Empty bins of a least width: two to the power of an exponent.
  init(smallestExponent: Int) {
    exponent = smallestExponent
  }

  /// Makes room for numbers.
  ///
  /// - Parameters:
  ///   - least: the least exponent that the numbers' places can be told for.
  ///   - range: the places of the least and the greatest of them for an exponent.
  mutating func cover(leastExponent least: Int, _ range: (Int) -> ClosedRange<Int>) {
    widen(to: max(exponent, least))
    var new = range(exponent)
    while true {
      let both = places.map { $0.union(new) } ?? new
      if both.upperBound - both.lowerBound < Self.capacity {
        places = both
        return
      }
      widen(to: exponent + 1)
      new = new.halved(1)
    }
  }

  /// Counts so many numbers at places that are covered.
  @inline(__always)
  mutating func count(_ numberCount: Int, place: (_ index: Int) -> Int) {
    var counts = counts.mutableSpan
    for index in 0..<numberCount { counts[Self.slot(place(index), lane: index)] &+= 1 }
  }

  /// Counts the numbers of a chunk, which are covered; the chunk is of no use afterwards.
  mutating func count(_ chunk: inout StatisticsChunk) {
    // A loop of its own: made into one with the next, it would take the vectors apart.
    chunk.replaceByPlaces(widthExponent: exponent)
    let vectors = chunk.vectors.span
    var counts = counts.mutableSpan
    for index in 0..<chunk.count / 8 {
      let places = vectors[index]
      counts[Self.slot(places[0], lane: 0)] &+= 1
      counts[Self.slot(places[1], lane: 1)] &+= 1
      counts[Self.slot(places[2], lane: 2)] &+= 1
      counts[Self.slot(places[3], lane: 3)] &+= 1
      counts[Self.slot(places[4], lane: 4)] &+= 1
      counts[Self.slot(places[5], lane: 5)] &+= 1
      counts[Self.slot(places[6], lane: 6)] &+= 1
      counts[Self.slot(places[7], lane: 7)] &+= 1
    }
    for lane in 0..<chunk.count % 8 {
      counts[Self.slot(vectors[chunk.count / 8][lane], lane: lane)] &+= 1
    }
  }

  @inline(__always)
  private static func slot(_ place: Int, lane: Int) -> Int {
    (lane & 7) &* 64 &+ (place & 63)
  }

  /// The slot of a place in the low bits of a number.
  @inline(__always)
  private static func slot(_ place: Double, lane: Int) -> Int {
    slot(Int(truncatingIfNeeded: place.bitPattern), lane: lane)
  }

  /// Takes in the counts of others.
  mutating func merge(_ other: StatisticsBins) {
    guard other.places != nil else { return }
    var other = other
    widen(to: max(exponent, other.exponent))
    other.widen(to: exponent)
    guard let new = other.places else { return }
    cover(leastExponent: exponent) { new.halved($0 - other.exponent) }
    other.widen(to: exponent)
    for place in other.places ?? 0...0 {
      counts[place & 63] += other.total(at: place)
    }
  }

  /// The histogram: nil without numbers.
  ///
  /// When all numbers are equal, the width is two to the power of `constantExponent`, unless it must
  /// be more.
  func histogram(constantExponent: Int) -> Histogram? {
    guard var places else { return nil }
    var bins = self
    let needed = places.lowerBound == places.upperBound ? max(exponent, constantExponent) : exponent
    bins.widen(to: needed)
    places = places.halved(needed - exponent)
    while places.upperBound - places.lowerBound >= Self.readableCount {
      bins.widen(to: bins.exponent + 1)
      places = places.halved(1)
    }
    let width = Double(sign: .plus, exponent: bins.exponent, significand: 1)
    let greatest = Double.greatestFiniteMagnitude
    let edges = (places.lowerBound...places.upperBound + 1).map {
      // Only the first and the last edge can be beyond the greatest number, and none lies there.
      min(max(Double($0) * width, -greatest), greatest)
    }
    return Histogram(edges: edges, counts: places.map { bins.total(at: $0) })
  }

  /// The place of a number: the number divided by the width, rounded down.
  static func place<Number: BinaryFloatingPoint>(of number: Number, _ exponent: Int) -> Int {
    let scale = Number(sign: .plus, exponent: Number.Exponent(-exponent), significand: 1)
    let scaled = number * scale
    // Scaling a tiny number can make it 0.
    if scaled == 0, number < 0 { return -1 }
    return Int(scaled.rounded(.down))
  }

  private func total(at place: Int) -> Int {
    (0..<8).reduce(0) { $0 + counts[$1 * 64 + place & 63] }
  }

  /// Makes each bin so many times as wide, adding up neighbours.
  private mutating func widen(to newExponent: Int) {
    let doublings = newExponent - exponent
    exponent = newExponent
    guard doublings > 0, let old = places else { return }
    var new = InlineArray<512, Int>(repeating: 0)
    for place in old {
      let wider = place >> min(doublings, 63)
      new[wider & 63] += total(at: place)
    }
    counts = new
    places = old.halved(doublings)
  }
}

extension ClosedRange<Int> {
  /// The places of the same numbers in bins that are wider by so many doublings.
  fileprivate func halved(_ doublings: Int) -> Self {
    let shift = Swift.min(doublings, 63)
    return lowerBound >> shift...upperBound >> shift
  }

  fileprivate func union(_ other: Self) -> Self {
    Swift.min(lowerBound, other.lowerBound)...Swift.max(upperBound, other.upperBound)
  }
}
