public import NPYFormat

extension ElementValue {
  /// Reads an element from the bytes that it lies in.
  ///
  /// - Precondition: there are as many bytes as the dtype says, and it is not `.object`.
  /// - Complexity: O(bytes).
  public init(bytes: Span<UInt8>, dtype: DType) {
    precondition(
      bytes.count == dtype.itemSize, "\(bytes.count) bytes for an element of \(dtype.itemSize)")
    switch dtype {
    case .bool: self = .bool(bytes[0] != 0)
    case .int(let size, let order):
      let shift = 64 - 8 * size
      self = .int(Int64(bitPattern: bytes.number(order) << shift) >> shift)
    case .uint(_, let order): self = .uint(bytes.number(order))
    case .float(let size, let order): self = Self.float(bytes, size, order)
    case .complex(let size, let order): self = Self.complex(bytes, size, order)
    case .bytes: self = .bytes(bytes.withoutNULs)
    case .unicode(let count, let order): self = .unicode(bytes.codePoints(count, order))
    case .void: self = .void(bytes.array)
    case .datetime(let unit, let order):
      self = .datetime(Int64(bitPattern: bytes.number(order)), unit)
    case .timedelta(let unit, let order):
      self = .timedelta(Int64(bitPattern: bytes.number(order)), unit)
    case .mlFloat(let type): self = Self.mlFloat(bytes, type)
    case .structured(let type):
      self = .structured(
        type.fields.map { field in
          let range = field.offset..<field.offset + field.dtype.itemSize
          return ElementValue(bytes: bytes.extracting(range), dtype: field.dtype)
        })
    case .subarray(let base, let shape):
      let size = base.itemSize
      self = .subarray(
        (0..<shape.reduce(1, *)).map { index in
          ElementValue(bytes: bytes.extracting(index * size..<(index + 1) * size), dtype: base)
        })
    case .object: fatalError("elements that are Python objects are never read")
    }
  }

  private static func float(_ bytes: Span<UInt8>, _ size: Int, _ order: ByteOrder) -> Self {
    switch size {
    case 2: .float16(Float16(bitPattern: UInt16(truncatingIfNeeded: bytes.number(order))))
    case 4: .float32(bytes.float(order))
    case 8: .float64(bytes.double(order))
    default: .longDouble(bytes.longDouble(order))
    }
  }

  private static func complex(_ bytes: Span<UInt8>, _ size: Int, _ order: ByteOrder) -> Self {
    let real = bytes.extracting(first: size / 2)
    let imaginary = bytes.extracting(last: size / 2)
    return switch size {
    case 8: .complex64(ComplexNumber(real.float(order), imaginary.float(order)))
    case 16: .complex128(ComplexNumber(real.double(order), imaginary.double(order)))
    default:
      .complexLongDouble(real: real.longDouble(order), imaginary: imaginary.longDouble(order))
    }
  }

  /// Types of `ml_dtypes` whose descr does not tell which one it is are opaque bytes.
  private static func mlFloat(_ bytes: Span<UInt8>, _ type: MLFloat) -> Self {
    switch type {
    case .bfloat16:
      .mlFloat(Float(bitPattern: UInt32(bytes.number(.little)) << 16), type)
    case .float8E5M2:
      // The upper half of a float16.
      .mlFloat(Float(Float16(bitPattern: UInt16(bytes[0]) << 8)), type)
    default: .void(bytes.array)
    }
  }
}

extension Span<UInt8> {
  /// The unsigned number of up to 8 bytes.
  fileprivate func number(_ order: ByteOrder) -> UInt64 {
    var number: UInt64 = 0
    for index in indices {
      number = number << 8 | UInt64(self[order == .big ? index : count - 1 - index])
    }
    return number
  }

  fileprivate func float(_ order: ByteOrder) -> Float {
    Float(bitPattern: UInt32(truncatingIfNeeded: number(order)))
  }

  fileprivate func double(_ order: ByteOrder) -> Double { Double(bitPattern: number(order)) }

  fileprivate func longDouble(_ order: ByteOrder) -> LongDouble {
    let halves = (extracting(first: 8).number(order), extracting(last: 8).number(order))
    return order == .little
      ? LongDouble(low: halves.0, high: halves.1) : LongDouble(low: halves.1, high: halves.0)
  }

  fileprivate var array: [UInt8] { indices.map { self[$0] } }

  fileprivate var withoutNULs: [UInt8] {
    var end = count
    while end > 0, self[end - 1] == 0 { end -= 1 }
    return extracting(first: end).array
  }

  fileprivate func codePoints(_ count: Int, _ order: ByteOrder) -> [UInt32] {
    var points = (0..<count).map { index in
      UInt32(truncatingIfNeeded: extracting(4 * index..<4 * index + 4).number(order))
    }
    while points.last == 0 { points.removeLast() }
    return points
  }
}
