import ArrayViews

extension ElementValue {
  /// The text that `Tools/checks/view_cases.py` makes of the same element.
  var rendered: String {
    switch self {
    case .bool(let value): "\(value)"
    case .int(let value): "i\(value)"
    case .uint(let value): "u\(value)"
    case .float16(let value): "f" + hexadecimal(value.pattern, 2)
    case .float32(let value): "f" + hexadecimal(value.pattern, 4)
    case .float64(let value): "f" + hexadecimal(value.pattern, 8)
    case .longDouble(let value): "f" + value.rendered
    case .complex64(let value): "c" + hexadecimal(value.pattern, 8)
    case .complex128(let value): "c" + hexadecimal(value.pattern, 16)
    case .complexLongDouble(let real, let imaginary): "c" + real.rendered + imaginary.rendered
    case .mlFloat(let value, _): "m" + hexadecimal(value.pattern, 4)
    case .bytes(let bytes): "S" + bytes.map { hexadecimal(UInt128($0), 1) }.joined()
    case .unicode(let points):
      "U" + points.map { String($0, radix: 16) }.joined(separator: ".")
    case .void(let bytes): "V" + bytes.map { hexadecimal(UInt128($0), 1) }.joined()
    case .datetime(let ticks, let unit): "M\(ticks)\(unit)"
    case .timedelta(let ticks, let unit): "m\(ticks)\(unit)"
    case .structured(let values): "{" + values.map(\.rendered).joined(separator: ",") + "}"
    case .subarray(let values): "[" + values.map(\.rendered).joined(separator: ",") + "]"
    }
  }
}

extension LongDouble {
  fileprivate var rendered: String { hexadecimal(UInt128(low) | UInt128(high) << 64, 16) }
}

/// Bytes, the least significant first.
private func hexadecimal(_ pattern: UInt128, _ bytes: Int) -> String {
  (0..<bytes).map { place in
    let byte = UInt8(truncatingIfNeeded: pattern >> UInt128(8 * place))
    return (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }.joined()
}
