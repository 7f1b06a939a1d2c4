/// A literal as Python's dictionaries and sets compare it: `1`, `True` and `1.0` are one key.
enum PythonKey: Hashable {
  case text([UInt8])
  case bytes([UInt8])
  case integer(Int)
  case wideInteger(String)
  case float(Double)
  case complex(Double, Double)
  case none
  case ellipsis
  case tuple([PythonKey])

  /// The key that a literal is, or nil if Python cannot hash it.
  init?(_ literal: PythonLiteral) {
    switch literal {
    case .string(let text): self = .text(Array(text.utf8))
    case .bytes(let bytes): self = .bytes(bytes)
    case .int(let value): self = .integer(value)
    case .wideInt(let text): self = .wideInteger(text)
    case .bool(let value): self = .integer(value ? 1 : 0)
    case .float(let value): self = PythonKey(value)
    case .complex(let real, let imaginary):
      self = imaginary == 0 ? PythonKey(real) : .complex(real, imaginary)
    case .none: self = .none
    case .ellipsis: self = .ellipsis
    case .tuple(let items):
      var keys: [PythonKey] = []
      keys.reserveCapacity(items.count)
      for item in items {
        guard let key = PythonKey(item) else { return nil }
        keys.append(key)
      }
      self = .tuple(keys)
    case .list, .set, .dictionary: return nil
    }
  }

  private init(_ value: Double) {
    // `Int(exactly:)` would need the C mathematics library.
    if value.magnitude < 0x1p63, Double(Int(value)) == value {
      self = .integer(Int(value))
    } else {
      self = .float(value)
    }
  }
}
