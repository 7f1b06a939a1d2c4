extension ArrayView where Element: PlainElement & BinaryFloatingPoint {
  /// The sum of all elements, added up in double precision on all cores; 0 without elements.
  ///
  /// - Complexity: O(elements).
  @inlinable
  public func sum() -> Double { sum(FloatSummation.self) }

  /// The mean of all elements, computed in double precision; not a number without elements.
  ///
  /// - Complexity: O(elements).
  @inlinable
  public func mean() -> Double { sum() / Double(count) }

  /// The sums along an axis, in C order of the other axes, as numpy's `a.sum(axis).ravel()`.
  ///
  /// They are added up in double precision, on all cores.
  ///
  /// - Precondition: there is such an axis; it does not count from the end.
  /// - Complexity: O(elements), one pass over the memory.
  @inlinable
  public func sum(axis: Int) -> [Double] { sums(along: axis, FloatSummation.self) }
}

extension ArrayView where Element: PlainElement & FixedWidthInteger {
  /// The sum of all elements, added up on all cores; 0 without elements.
  ///
  /// A sum that does not fit wraps around, as in numpy; that of numpy's `uint64` has the same bits.
  ///
  /// - Complexity: O(elements).
  @inlinable
  public func sum() -> Int { sum(IntegerSummation.self) }

  /// The mean of all elements, computed in double precision; not a number without elements.
  ///
  /// - Complexity: O(elements).
  @inlinable
  public func mean() -> Double { sum(RoundedSummation.self) / Double(count) }

  /// The sums along an axis, in C order of the other axes, as numpy's `a.sum(axis).ravel()`.
  ///
  /// They are added up on all cores, and wrap around as the sum of all does.
  ///
  /// - Precondition: there is such an axis; it does not count from the end.
  /// - Complexity: O(elements), one pass over the memory.
  @inlinable
  public func sum(axis: Int) -> [Int] { sums(along: axis, IntegerSummation.self) }
}

extension ArrayView where Element: PlainElement {
  @inlinable
  func sum<S: Summation<Element>>(_ summation: S.Type) -> S.Total {
    fold(S.Total.zero) { total, elements in
      total = S.sum(total, S.sum(elements))
    } combine: { total, next in
      total = S.sum(total, next)
    }
  }

  @inlinable
  func sums<S: Summation<Element>>(along axis: Int, _ summation: S.Type) -> [S.Total] {
    totals(along: axis, AxisSummation(summation))
  }
}
