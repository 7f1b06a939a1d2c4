extension DType {
  /// The type inside of all sub-arrays, and the lengths of their axes, outermost first.
  var flattened: (base: DType, shape: [Int]) {
    guard case .subarray(let inner, let shape) = self else { return (self, []) }
    let (base, rest) = inner.flattened
    return (base, shape + rest)
  }
}
