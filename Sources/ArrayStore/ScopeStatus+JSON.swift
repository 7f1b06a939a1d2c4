package import NPYFormat

extension ScopeStatus {
  /// The object that the command prints with `--json`.
  package var json: JSONValue {
    .object([
      ("scope", .string(identifier.description)), ("alive", .bool(isAlive)),
      ("process", .int(Int(process))), ("command", .string(command)), ("began", .int(began)),
    ])
  }
}
