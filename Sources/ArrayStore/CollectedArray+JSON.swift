package import NPYFormat

extension CollectedArray {
  /// The object that the command prints with `--json`.
  package var json: JSONValue {
    let (word, reason): (String, JSONValue) =
      switch outcome {
      case .removed: ("removed", .null)
      case .inUse: ("in use", .null)
      case .failed(let reason): ("failed", .string(reason))
      }
    return .object([
      ("name", .string(name)), ("lifetime", .string(lifetime.rawValue)), ("bytes", .int(bytes)),
      ("owner", scope.json), ("outcome", .string(word)), ("reason", reason),
    ])
  }
}
