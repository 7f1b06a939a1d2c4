import ArrayViews
import NPYFormat

/// An array of a `.npy` file in memory, decoded element by element.
struct NumpyTextArray {
  let header: NPYHeader
  private let bytes: [UInt8]
  private let strides: [Int]

  init(parsing bytes: [UInt8]) throws {
    header = try NPYHeader(parsing: bytes.span)
    self.bytes = bytes
    var strides = [Int](repeating: 0, count: header.shape.count)
    var stride = header.itemSize
    let axes = strides.indices
    for axis in header.isFortranOrder ? Array(axes) : axes.reversed() {
      strides[axis] = stride
      stride *= header.shape[axis]
    }
    self.strides = strides
  }

  func element(at index: [Int]) -> ElementValue {
    let offset = zip(index, strides).map { $0 * $1 }.reduce(header.dataOffset, +)
    return value(header.dtype, at: offset)
  }

  private func value(_ dtype: DType, at offset: Int) -> ElementValue {
    switch dtype {
    case .bool: return .bool(bytes[offset] != 0)
    case .int(let size, let order):
      let shift = 64 - 8 * size
      return .int(Int64(bitPattern: word(offset, size, order) << UInt64(shift)) >> Int64(shift))
    case .uint(let size, let order): return .uint(word(offset, size, order))
    case .float(2, let order): return .float16(float16(offset, order))
    case .float(4, let order): return .float32(float32(offset, order))
    case .float(8, let order): return .float64(float64(offset, order))
    case .float(_, let order): return .longDouble(longDouble(offset, order))
    case .complex(8, let order):
      return .complex64(ComplexNumber(float32(offset, order), float32(offset + 4, order)))
    case .complex(16, let order):
      return .complex128(ComplexNumber(float64(offset, order), float64(offset + 8, order)))
    case .complex(_, let order):
      return .complexLongDouble(
        real: longDouble(offset, order), imaginary: longDouble(offset + 16, order))
    case .bytes(let count): return .bytes(withoutZeros(bytes[offset..<offset + count]))
    case .unicode(let count, let order):
      let points = (0..<count).map { UInt32(word(offset + 4 * $0, 4, order)) }
      return .unicode(withoutZeros(points[...]))
    case .datetime(let unit, let order):
      return .datetime(Int64(bitPattern: word(offset, 8, order)), unit)
    case .timedelta(let unit, let order):
      return .timedelta(Int64(bitPattern: word(offset, 8, order)), unit)
    case .mlFloat(.bfloat16):
      let bits = UInt32(word(offset, 2, .native)) << 16
      return .mlFloat(Float(bitPattern: bits), .bfloat16)
    case .mlFloat(.float8E5M2):
      // The upper half of a `float16`.
      let bits = UInt16(bytes[offset]) << 8
      return .mlFloat(Float(Float16(bitPattern: bits)), .float8E5M2)
    case .structured(let type):
      return .structured(type.fields.map { value($0.dtype, at: offset + $0.offset) })
    case .subarray(let base, let shape):
      return .subarray(
        (0..<shape.reduce(1, *)).map { value(base, at: offset + $0 * base.itemSize) })
    case .void, .mlFloat, .object:
      return .void(Array(bytes[offset..<offset + dtype.itemSize]))
    }
  }

  private func word(_ offset: Int, _ size: Int, _ order: ByteOrder) -> UInt64 {
    let part = bytes[offset..<offset + size]
    let digits = order == .little ? Array(part.reversed()) : Array(part)
    return digits.reduce(0) { $0 << 8 | UInt64($1) }
  }

  private func float16(_ offset: Int, _ order: ByteOrder) -> Float16 {
    Float16(bitPattern: UInt16(word(offset, 2, order)))
  }

  private func float32(_ offset: Int, _ order: ByteOrder) -> Float {
    Float(bitPattern: UInt32(word(offset, 4, order)))
  }

  private func float64(_ offset: Int, _ order: ByteOrder) -> Double {
    Double(bitPattern: word(offset, 8, order))
  }

  private func longDouble(_ offset: Int, _ order: ByteOrder) -> LongDouble {
    let (low, high) = order == .little ? (offset, offset + 8) : (offset + 8, offset)
    return LongDouble(low: word(low, 8, order), high: word(high, 8, order))
  }

  private func withoutZeros<Unit: FixedWidthInteger>(_ units: ArraySlice<Unit>) -> [Unit] {
    let end = units.lastIndex { $0 != 0 }.map { $0 + 1 } ?? units.startIndex
    return Array(units[..<end])
  }
}
