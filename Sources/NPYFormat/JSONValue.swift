/// A JSON value that keeps its members in order, written without loading Foundation, which
/// would take longer than what it is written for.
package indirect enum JSONValue {
  case null
  case bool(Bool)
  case int(Int)
  /// A number as it is to be written.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([(String, JSONValue)])

  /// A list of numbers.
  package init(_ numbers: [Int]) {
    self = .array(numbers.map(JSONValue.int))
  }

  /// A descr: tuples become arrays.
  package init(_ literal: PythonLiteral) {
    self =
      switch literal {
      case .string(let text): .string(text)
      case .tuple(let items), .list(let items): .array(items.map { JSONValue($0) })
      default: Int(literal.repr).map { JSONValue.int($0) } ?? .string(literal.repr)
      }
  }

  /// A value that may be missing.
  package init<Value>(_ value: Value?, _ convert: (Value) -> JSONValue) {
    self = value.map(convert) ?? .null
  }

  /// The value on one line.
  package var text: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .int(let value): String(value)
    case .number(let text): text
    case .string(let value): Self.quoted(value)
    case .array(let items): "[" + items.map(\.text).joined(separator: ", ") + "]"
    case .object(let members):
      "{" + members.map { Self.quoted($0) + ": " + $1.text }.joined(separator: ", ") + "}"
    }
  }

  /// A list with one item a line, for results of many items.
  package static func lines(_ items: [JSONValue]) -> String {
    items.isEmpty ? "[]" : "[\n" + items.map { "  " + $0.text }.joined(separator: ",\n") + "\n]"
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
