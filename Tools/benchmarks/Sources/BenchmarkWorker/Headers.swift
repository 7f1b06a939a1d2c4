import NPYShare

extension BenchmarkWorker {
  /// Inspects many files.
  ///
  /// Argument: a file that lists paths, one a line. Results: seconds, the sum of the first extents.
  static func readHeaders(_ arguments: [String]) throws -> [Double] {
    let paths = try lines(of: arguments[0])
    var total = 0
    let time = try seconds {
      for path in paths {
        guard let header = try ArrayInspection(path: path).format.header else {
          throw BenchmarkError("\(path) is refused")
        }
        total += header.shape[0]
      }
    }
    return [time, Double(total)]
  }

  private static func lines(of path: String) throws -> [String] {
    let file = try OwnedFile(opening: path)
    var bytes = [UInt8](repeating: 0, count: try file.status().size)
    var span = bytes.mutableSpan
    _ = try file.read(into: &span, at: 0)
    return bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
  }
}
