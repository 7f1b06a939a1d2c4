import NPYShare

extension BenchmarkWorker {
  /// Creates arrays of doubles that are this process's, until it ends.
  ///
  /// Arguments: how many, bytes of each. Result: how many.
  static func own(_ arguments: [String]) throws -> [Double] {
    let count = try number(arguments[0])
    let elementCount = try number(arguments[1]) / MemoryLayout<Double>.stride
    let scope = try ArrayScope.standard()
    for _ in 0..<count {
      _ = try scope.allocate(shape: [elementCount], of: Double.self)
    }
    return [Double(count)]
  }
}
