import NPYShare

extension BenchmarkWorker {
  /// Opens a snapshot and reads some rows of it.
  ///
  /// Arguments: path, first row, row after the last, number of repetitions. Results: seconds, the
  /// first element.
  static func readRowsOfSnapshot(_ arguments: [String]) throws -> [Double] {
    let rows = try number(arguments[1])..<number(arguments[2])
    let count = try number(arguments[3])
    var first = Double.nan
    let time = try seconds {
      for _ in 0..<count {
        let reader = try SnapshotReader(arguments[0])
        try reader.withRows(rows) { (view: borrowing DynamicArrayView) in
          first = try firstElement(view)
        }
      }
    }
    return [time, first]
  }

  private static func firstElement(_ view: borrowing DynamicArrayView) throws -> Double {
    switch view[[0, 0]] {
    case .float32(let value): Double(value)
    case .float64(let value): value
    case .int(let value): Double(value)
    case .uint(let value): Double(value)
    case let other: throw BenchmarkError("an element \(other)")
    }
  }
}
