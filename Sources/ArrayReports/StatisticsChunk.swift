/// Some numbers of an array as vectors: few enough to stay in a processor's nearest cache while they
/// are looked at several times.
///
/// It cannot be copied: that would cost as much as looking at it.
struct StatisticsChunk: ~Copyable {
  /// The most numbers of one chunk.
  static let capacity = 1024

  // On the heap: an inline array of this size is moved about, which costs as much as a look at it.
  private(set) var vectors = [SIMD8<Double>](repeating: .zero, count: capacity / 8)
  private(set) var count = 0

  /// The vectors that hold numbers; the places of the last one that are left over repeat the first.
  var vectorCount: Int { (count + 7) / 8 }

  /// Takes in numbers in place of those that it holds.
  ///
  /// - Precondition: there are at most ``capacity``, and at least one.
  @inline(__always)
  mutating func fill<Bits>(_ elements: Span<Bits>, _ number: (Bits) -> Double) {
    let count = elements.count
    precondition(count > 0 && count <= Self.capacity, "\(count) numbers in a chunk")
    self.count = count
    var vectors = vectors.mutableSpan
    for index in 0..<count / 8 {
      let eight = elements.extracting(index &* 8..<index &* 8 &+ 8)
      vectors[index] = SIMD8(
        number(eight[0]), number(eight[1]), number(eight[2]), number(eight[3]), number(eight[4]),
        number(eight[5]), number(eight[6]), number(eight[7]))
    }
    if count % 8 > 0 {
      var last = SIMD8(repeating: number(elements[0]))
      for lane in 0..<count % 8 { last[lane] = number(elements[count / 8 * 8 + lane]) }
      vectors[count / 8] = last
    }
  }

  /// A chunk of the same numbers, each multiplied by a factor.
  func scaled(by factor: Double) -> StatisticsChunk {
    var scaled = StatisticsChunk()
    scaled.count = count
    let from = vectors.span
    var to = scaled.vectors.mutableSpan
    for index in 0..<vectorCount { to[index] = from[index] * factor }
    return scaled
  }

  /// Puts in place of each number that of its bin, rounded down, in the low bits of a `Double`.
  ///
  /// - Parameter exponent: that of the width of the bins, of which no number is 2⁵¹ or more from 0.
  mutating func replaceByPlaces(widthExponent exponent: Int) {
    // Adding this leaves a number rounded to an integer in the low bits of the sum.
    let magic = SIMD8(repeating: 0x1.8p52)
    let width = SIMD8(repeating: Double(sign: .plus, exponent: exponent, significand: 1))
    let scale = SIMD8(repeating: Double(sign: .plus, exponent: -exponent, significand: 1))
    let (none, one) = (SIMD8<Double>.zero, SIMD8<Double>(repeating: 1))
    let vectorCount = vectorCount
    var vectors = vectors.mutableSpan
    for index in 0..<vectorCount {
      let vector = vectors[index]
      let sum = vector * scale + magic
      // Rounded to the nearest, it may be one too many; compared unscaled, since scaling a tiny
      // number can make it 0.
      vectors[index] = sum - none.replacing(with: one, where: (sum - magic) * width .> vector)
    }
  }

  /// The least and the greatest number, and the sum of what they are more than the first.
  ///
  /// The sum is not finite when a number is not.
  func bounds() -> (low: Double, high: Double, sum: Double) {
    let vectors = vectors.span
    let shift = SIMD8(repeating: vectors[0][0])
    var (low, high, sum) = (vectors[0], vectors[0], SIMD8<Double>.zero)
    for index in 0..<vectorCount {
      let vector = vectors[index]
      low.replace(with: vector, where: vector .< low)
      high.replace(with: vector, where: vector .> high)
      sum += vector - shift
    }
    return (low.min(), high.max(), sum.sum())
  }

  /// The sum of the squares of what the numbers are more than the first one and an amount together.
  func squares(about amount: Double) -> Double {
    let vectors = vectors.span
    let shift = SIMD8(repeating: vectors[0][0])
    let amounts = SIMD8(repeating: amount)
    var sum = SIMD8<Double>.zero
    for index in 0..<count / 8 {
      let distance = vectors[index] - shift - amounts
      sum += distance * distance
    }
    var rest = 0.0
    for lane in 0..<count % 8 {
      let distance = vectors[count / 8][lane] - shift[lane] - amount
      rest += distance * distance
    }
    return sum.sum() + rest
  }

  /// Removes the numbers that are not finite, and counts them.
  mutating func removeNonFinite() -> (nan: Int, positive: Int, negative: Int) {
    var removed = (nan: 0, positive: 0, negative: 0)
    var kept = 0
    let count = count
    var vectors = vectors.mutableSpan
    for index in 0..<count {
      let number = vectors[index / 8][index % 8]
      if number.isFinite {
        vectors[kept / 8][kept % 8] = number
        kept += 1
      } else if number.isNaN {
        removed.nan += 1
      } else if number > 0 {
        removed.positive += 1
      } else {
        removed.negative += 1
      }
    }
    if kept % 8 > 0 {
      for lane in kept % 8..<8 { vectors[kept / 8][lane] = vectors[0][0] }
    }
    self.count = kept
    return removed
  }
}
