import NPYShare

extension BenchmarkWorker {
  /// Takes a lease on a whole array and lets go of it.
  ///
  /// Arguments: location, `shared` or `exclusive`, number of repetitions.
  static func lease(_ arguments: [String]) throws -> [Double] {
    let array = try SharedArray.attach(try ArrayLocation(arguments[0]), access: .readWrite)
    let kind = try leaseKind(arguments[1])
    let count = try number(arguments[2])
    return [
      try seconds {
        for _ in 0..<count { try array.lease(kind).release() }
      }
    ]
  }

  private static func leaseKind(_ text: String) throws -> ArrayLease.Kind {
    switch text {
    case "shared": .shared
    case "exclusive": .exclusive
    default: throw BenchmarkError("'\(text)' is neither shared nor exclusive")
    }
  }
}
