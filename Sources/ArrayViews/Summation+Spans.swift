extension Span where Element: BitwiseCopyable {
  /// The sums of four spans of the same length, side by side.
  ///
  /// The processor adds vectors of four. It reads from four places at the same time, and where they
  /// are some way apart it waits less for memory. It is inlinable so that the user's module gets it
  /// made for its types: generic code that is not takes ten times as long and more.
  @inlinable @inline(__always)
  static func sums<Total: SIMDScalar & AdditiveArithmetic>(
    _ spans: (Span, Span, Span, Span), _ zero: SIMD4<Total>,
    _ add: (SIMD4<Total>, SIMD4<Total>) -> SIMD4<Total>, _ total: (Element) -> Total
  ) -> SIMD4<Total> {
    let (first, second, third, fourth) = spans
    var (a, b, c, d) = (zero, zero, zero, zero)
    let whole = first.count & ~3
    for start in stride(from: 0, to: whole, by: 4) {
      let range = start..<start &+ 4
      a = add(a, first.extracting(range).vector(total))
      b = add(b, second.extracting(range).vector(total))
      c = add(c, third.extracting(range).vector(total))
      d = add(d, fourth.extracting(range).vector(total))
    }
    // Turned by a quarter, so that each lane of the result is the sum of one span.
    var sums = zero
    for lane in 0..<4 { sums = add(sums, SIMD4(a[lane], b[lane], c[lane], d[lane])) }
    for index in whole..<first.count {
      sums = add(
        sums,
        SIMD4(total(first[index]), total(second[index]), total(third[index]), total(fourth[index])))
    }
    return sums
  }

  /// The sum of all elements: that of its quarters, side by side.
  @inlinable @inline(__always)
  func sum<Total: SIMDScalar & AdditiveArithmetic>(
    _ zero: SIMD4<Total>, _ add: (SIMD4<Total>, SIMD4<Total>) -> SIMD4<Total>,
    _ total: (Element) -> Total
  ) -> Total {
    let quarter = count / 4
    var sums = Self.sums(
      (
        extracting(0..<quarter), extracting(quarter..<2 * quarter),
        extracting(2 * quarter..<3 * quarter), extracting(3 * quarter..<4 * quarter)
      ), zero, add, total)
    for index in 4 * quarter..<count {
      var single = zero
      single[0] = total(self[index])
      sums = add(sums, single)
    }
    let halves = add(sums, SIMD4(sums[2], sums[3], .zero, .zero))
    return add(halves, SIMD4(halves[1], .zero, .zero, .zero))[0]
  }

  /// Four elements as a vector.
  @inlinable @inline(__always)
  func vector<Total: SIMDScalar>(_ total: (Element) -> Total) -> SIMD4<Total> {
    SIMD4(total(self[0]), total(self[1]), total(self[2]), total(self[3]))
  }
}
