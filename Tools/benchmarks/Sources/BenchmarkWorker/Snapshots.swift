import NPYShare

extension BenchmarkWorker {
  /// Opens a snapshot and reads some rows of it.
  ///
  /// Arguments: path, first row, row after the last, number of repetitions. Results: seconds, the
  /// first element, the last.
  static func readRowsOfSnapshot(_ arguments: [String]) throws -> [Double] {
    let rows = try number(arguments[1])..<number(arguments[2])
    let count = try number(arguments[3])
    var (first, last) = (Double.nan, Double.nan)
    let time = try seconds {
      for _ in 0..<count {
        let reader = try SnapshotReader(arguments[0])
        try reader.withRows(rows) { (view: borrowing DynamicArrayView) in
          first = try element(view, view.shape.map { _ in 0 })
          last = try element(view, view.shape.map { $0 - 1 })
        }
      }
    }
    return [time, first, last]
  }

  private static func element(
    _ view: borrowing DynamicArrayView, _ indices: [Int]
  ) throws -> Double {
    switch view[indices] {
    case .float32(let value): Double(value)
    case .float64(let value): value
    case .int(let value): Double(value)
    case .uint(let value): Double(value)
    case let other: throw BenchmarkError("an element \(other)")
    }
  }
}
