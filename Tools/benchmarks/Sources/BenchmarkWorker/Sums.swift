import NPYShare

extension BenchmarkWorker {
  /// Adds up along an axis of an array of 32-bit floats.
  ///
  /// Arguments: location, axis, number of repetitions. Results: seconds, the first total, the last.
  static func sumAxis(_ arguments: [String]) throws -> [Double] {
    let array = try SharedArray.attach(try ArrayLocation(arguments[0]))
    let (axis, count) = (try number(arguments[1]), try number(arguments[2]))
    return try array.withUnleasedView(as: Float.self) { view in
      // The first time, the pages are mapped.
      var totals = view.sum(axis: axis)
      let time = seconds { for _ in 0..<count { totals = view.sum(axis: axis) } }
      return [time, totals.first ?? .nan, totals.last ?? .nan]
    }
  }
}
