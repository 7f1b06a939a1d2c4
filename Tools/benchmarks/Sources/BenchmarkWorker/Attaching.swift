import NPYShare

extension BenchmarkWorker {
  /// Attaches an array of doubles that begins with 7, looks at that element, and lets go.
  ///
  /// Arguments: location, number of repetitions.
  static func attach(_ arguments: [String]) throws -> [Double] {
    let location = try ArrayLocation(arguments[0])
    let count = try number(arguments[1])
    return [
      try seconds {
        for _ in 0..<count { try checkFirstElement(of: try SharedArray.attach(location)) }
      }
    ]
  }

  /// Creates an array, stores into it, attaches it a second time by its name, and removes it.
  ///
  /// Arguments: location, bytes, `reserved` or `sparse`, number of repetitions.
  static func createAndAttach(_ arguments: [String]) throws -> [Double] {
    let location = try ArrayLocation(arguments[0])
    let elementCount = try number(arguments[1]) / MemoryLayout<Double>.stride
    let options = try options(arguments[2])
    let count = try number(arguments[3])
    return [
      try seconds {
        for _ in 0..<count {
          let array = try SharedArray.create(
            location, shape: [elementCount], of: Double.self, options: options)
          try array.withUnleasedMutableView(as: Double.self) { view in view[0] = 7 }
          try checkFirstElement(of: try SharedArray.attach(location))
          try SharedArray.remove(location)
        }
      }
    ]
  }

  private static func checkFirstElement(of array: SharedArray) throws {
    let first = try array.withUnleasedView(as: Double.self) { view in view[0] }
    guard first == 7 else { throw BenchmarkError("the first element is \(first)") }
  }
}
