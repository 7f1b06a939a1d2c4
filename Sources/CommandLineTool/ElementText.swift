import NPYShare

/// An element as numpy prints it, with all its digits.
struct ElementText: CustomStringConvertible {
  let description: String

  init(_ value: ElementValue) {
    switch value {
    case .structured(let values):
      description = "(" + values.map { ElementText($0).description }.joined(separator: ", ") + ")"
    case .subarray(let values):
      description = "[" + values.map { ElementText($0).description }.joined(separator: ", ") + "]"
    case .bytes, .unicode, .void:
      // In an array they stand in quotes, as Python writes them.
      let list = NumpyText(shape: [1], dtype: Self.dtype(of: value)) { _ in value }.text
      description = String(list.dropFirst().dropLast())
    default:
      description = NumpyText(shape: [], dtype: Self.dtype(of: value)) { _ in value }.text
    }
  }

  /// A type that such an element can have.
  private static func dtype(of value: ElementValue) -> DType {
    switch value {
    case .bool: .bool
    case .int: .int64
    case .uint: .uint64
    case .float16: .float16
    case .float32: .float32
    case .float64: .float64
    case .longDouble: .float(bytes: 16, .little)
    case .complex64: .complex64
    case .complex128: .complex128
    case .complexLongDouble: .complex(bytes: 32, .little)
    case .mlFloat(_, let type): .mlFloat(type)
    case .bytes(let bytes): .bytes(bytes.count)
    case .unicode(let points): .unicode(points.count, .little)
    case .void(let bytes): .void(bytes.count)
    case .datetime(_, let unit): .datetime(unit, .little)
    case .timedelta(_, let unit): .timedelta(unit, .little)
    case .structured, .subarray: .object
    }
  }
}
