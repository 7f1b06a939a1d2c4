import NPYShare

extension BenchmarkWorker {
  /// Copies a matrix of 32-bit floats, transposed, into another one that is there already.
  ///
  /// Arguments: the locations of the matrix and of the other one, number of repetitions.
  /// Results: seconds, the second element of the copy's first row.
  static func copyTransposed(_ arguments: [String]) throws -> [Double] {
    let source = try SharedArray.attach(try ArrayLocation(arguments[0]))
    let target = try SharedArray.attach(try ArrayLocation(arguments[1]), access: .readWrite)
    let count = try number(arguments[2])
    return try source.withUnleasedView(as: Float.self) { matrix in
      try target.withUnleasedMutableView(as: Float.self) { copy in
        copy.copy(from: matrix.transposed())
        let time = seconds { for _ in 0..<count { copy.copy(from: matrix.transposed()) } }
        return [time, Double(copy[0, 1])]
      }
    }
  }
}
