/// Checked arithmetic on shapes.
enum ElementCount {
  /// The most dimensions an array can have in numpy 2 (32 before).
  static let maximumDimensions = 64

  /// The product of `lengths` and `factor`, or nil if it exceeds `Int.max`.
  ///
  /// An empty shape counts one element; a zero anywhere makes the product zero, however large
  /// the rest.
  static func product(_ lengths: [Int], times factor: Int) -> Int? {
    var total = factor
    for length in lengths where length == 0 { return 0 }
    for length in lengths {
      let (next, overflow) = total.multipliedReportingOverflow(by: length)
      if overflow { return nil }
      total = next
    }
    return total
  }

  /// Whether numpy can give this shape to an array that it has read in one dimension.
  ///
  /// It multiplies the lengths up to the first that is zero, from the last one in Fortran order,
  /// and fails if that overflows.
  static func isReachable(_ shape: [Int], isFortranOrder: Bool) -> Bool {
    guard let zero = isFortranOrder ? shape.lastIndex(of: 0) : shape.firstIndex(of: 0) else {
      return product(shape, times: 1) != nil
    }
    let before = isFortranOrder ? shape[(zero + 1)...] : shape[..<zero]
    return product(Array(before), times: 1) != nil
  }

  /// The product of `factor` and the lengths that are not zero, or nil if it exceeds `Int.max`.
  ///
  /// numpy refuses an array whose strides it could not compute, so it looks at this product even
  /// where the array is empty.
  static func productIgnoringZeros(_ lengths: [Int], times factor: Int) -> Int? {
    var total = factor
    for length in lengths where length != 0 {
      let (next, overflow) = total.multipliedReportingOverflow(by: length)
      if overflow { return nil }
      total = next
    }
    return total
  }

  /// `product`, with `Int.max` in place of nil.
  static func clampedProduct(_ lengths: [Int], times factor: Int) -> Int {
    product(lengths, times: factor) ?? Int.max
  }
}
