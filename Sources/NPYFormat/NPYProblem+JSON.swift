extension NPYProblem {
  /// Problems as `{code, message}` objects.
  package static func json(_ problems: [NPYProblem]) -> JSONValue {
    .array(
      problems.map {
        .object([("code", .string($0.code.rawValue)), ("message", .string($0.message))])
      })
  }
}
