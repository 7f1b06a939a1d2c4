import NPYShare

extension BenchmarkWorker {
  /// Fills a fresh array, and fills it again, with the memory's pages in place.
  ///
  /// Arguments: location, bytes, `reserved` or `sparse`. Results: creating, first and second fill.
  static func fill(_ arguments: [String]) throws -> [Double] {
    let location = try ArrayLocation(arguments[0])
    let elementCount = try number(arguments[1]) / MemoryLayout<Double>.stride
    let options = try options(arguments[2])
    let clock = ContinuousClock()
    let start = clock.now
    let array = try SharedArray.create(
      location, shape: [elementCount], of: Double.self, options: options)
    let created = start.duration(to: clock.now) / .seconds(1)
    defer { try? SharedArray.remove(location) }
    func fillOnce() throws -> Double {
      try seconds {
        try array.withUnleasedMutableView(as: Double.self) { view in
          var elements = view.elements
          elements.update(repeating: 1)
        }
      }
    }
    return [created, try fillOnce(), try fillOnce()]
  }

  /// Adds up the elements of an array as they lie in memory.
  ///
  /// Arguments: location of a matrix of 64-bit integers, number of repetitions.
  /// Results: seconds, the sum.
  static func sumElements(_ arguments: [String]) throws -> [Double] {
    try sum(arguments) { view in
      var sum: Int64 = 0
      for index in view.elements.indices { sum &+= view.elements[index] }
      return sum
    }
  }

  /// Adds up the same elements by their row and column.
  ///
  /// Arguments and results as of ``sumElements(_:)``.
  static func sumSubscripts(_ arguments: [String]) throws -> [Double] {
    try sum(arguments) { view in
      var sum: Int64 = 0
      for row in 0..<view.shape[0] {
        for column in 0..<view.shape[1] { sum &+= view[row, column] }
      }
      return sum
    }
  }

  private static func sum(
    _ arguments: [String], _ add: (borrowing ArrayView<Int64>) -> Int64
  ) throws -> [Double] {
    let array = try SharedArray.attach(try ArrayLocation(arguments[0]))
    let count = try number(arguments[1])
    var total: Int64 = 0
    let time = try seconds {
      for _ in 0..<count { total = try array.withUnleasedView(as: Int64.self, add) }
    }
    return [time, Double(total)]
  }
}
