import NPYShare

extension JSONValue {
  /// A number, or the text of what JSON has no number for: null when it is NaN or infinite.
  init(_ number: Double) {
    self = number.isFinite ? .number("\(number)") : .null
  }

  /// An element: a number where it is one, its text otherwise.
  init(_ value: ElementValue) {
    self =
      switch value {
      case .bool(let value): .bool(value)
      case .int(let value): .number("\(value)")
      case .uint(let value): .number("\(value)")
      case .float16(let value): JSONValue(Double(value))
      case .float32(let value), .mlFloat(let value, _):
        value.isFinite ? .number("\(value)") : .string("\(value)")
      case .float64(let value): value.isFinite ? .number("\(value)") : .string("\(value)")
      default: .string(ElementText(value).description)
      }
  }
}
