import NPYShare

extension ScopeStatus {
  /// The object that `--json` prints.
  var json: JSONValue {
    .object([
      ("scope", .string(identifier.description)), ("alive", .bool(isAlive)),
      ("process", .int(Int(process))), ("command", .string(command)), ("began", .int(began)),
    ])
  }
}
