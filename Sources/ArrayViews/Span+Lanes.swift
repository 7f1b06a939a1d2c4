extension Span where Element: BitwiseCopyable {
  /// Takes the elements of four spans of the same length into four lanes for each.
  ///
  /// The processor works at the lanes side by side. It reads from four places at the same time, and
  /// where they are some way apart, waits less for memory.
  ///
  /// Each lane begins with `initial`, and `step` takes an element into it. The result is the four
  /// lanes of the first span, then those of the second, and so on.
  @inlinable @inline(__always)
  static func lanes<Lane: BitwiseCopyable>(
    _ first: Span, _ second: Span, _ third: Span, _ fourth: Span, _ initial: Lane,
    _ step: (Lane, Element) -> Lane
  ) -> InlineArray<16, Lane> {
    var lanes = InlineArray<16, Lane>(repeating: initial)
    let whole = first.count & ~3
    for start in stride(from: 0, to: whole, by: 4) {
      let (a, b) = (first.extracting(start..<start + 4), second.extracting(start..<start + 4))
      let (c, d) = (third.extracting(start..<start + 4), fourth.extracting(start..<start + 4))
      for lane in 0..<4 {
        lanes[lane] = step(lanes[lane], a[lane])
        lanes[4 + lane] = step(lanes[4 + lane], b[lane])
        lanes[8 + lane] = step(lanes[8 + lane], c[lane])
        lanes[12 + lane] = step(lanes[12 + lane], d[lane])
      }
    }
    for index in whole..<first.count {
      lanes[0] = step(lanes[0], first[index])
      lanes[4] = step(lanes[4], second[index])
      lanes[8] = step(lanes[8], third[index])
      lanes[12] = step(lanes[12], fourth[index])
    }
    return lanes
  }

  /// Takes all elements into one result, in any order.
  ///
  /// Lanes begin with `initial`, which makes no difference when it is taken in once more; `step`
  /// takes an element into a lane, and `combine` two lanes together.
  @inlinable @inline(__always)
  func reduced<Lane: BitwiseCopyable>(
    _ initial: Lane, _ step: (Lane, Element) -> Lane, _ combine: (Lane, Lane) -> Lane
  ) -> Lane {
    let quarter = count / 4
    let lanes = Self.lanes(
      extracting(0..<quarter), extracting(quarter..<2 * quarter),
      extracting(2 * quarter..<3 * quarter), extracting(3 * quarter..<4 * quarter), initial, step)
    var result = initial
    for lane in 0..<16 { result = combine(result, lanes[lane]) }
    for index in 4 * quarter..<count { result = step(result, self[index]) }
    return result
  }
}
