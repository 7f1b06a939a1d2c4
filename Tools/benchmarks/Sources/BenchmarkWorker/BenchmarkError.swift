import NPYShare

/// Something that makes a measurement worthless.
struct BenchmarkError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}

extension BenchmarkWorker {
  /// The seconds that something took.
  static func seconds(_ work: () throws -> Void) rethrows -> Double {
    try ContinuousClock().measure(work) / .seconds(1)
  }

  /// Reads a number in a request.
  static func number(_ text: String) throws -> Int {
    guard let number = Int(text) else { throw BenchmarkError("'\(text)' is not a number") }
    return number
  }

  /// Reads `reserved` or `sparse`.
  static func options(_ text: String) throws -> CreationOptions {
    var options = CreationOptions()
    switch text {
    case "reserved": options.space = .reserved
    case "sparse": options.space = .sparse
    default: throw BenchmarkError("'\(text)' is neither reserved nor sparse")
    }
    return options
  }
}
