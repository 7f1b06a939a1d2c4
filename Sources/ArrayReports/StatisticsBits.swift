import ArrayViews
import NPYFormat

/// The bits of a bfloat16: the upper half of a float32.
struct BFloat16Bits: PlainElement, RealElement {
  let number: UInt16

  /// The number.
  var float: Float { Float(bitPattern: UInt32(number) << 16) }

  static var dtype: DType { .bfloat16 }
  static func byteSwapped(_ bits: Self) -> Self { Self(number: bits.number.byteSwapped) }
  static func fill(_ chunk: inout StatisticsChunk, _ elements: Span<Self>, part: Int) {
    chunk.fill(elements) { Double($0.float) }
  }
  static func value(_ number: Double) -> ElementValue { .mlFloat(Float(number), .bfloat16) }
}

/// The bits of a float8_e5m2: the upper half of a float16.
struct Float8Bits: PlainElement, RealElement {
  let number: UInt8

  /// The number.
  var double: Double { Double(float16: UInt16(number) << 8) }

  static var dtype: DType { .mlFloat(.float8E5M2) }
  static func byteSwapped(_ bits: Self) -> Self { bits }
  static func fill(_ chunk: inout StatisticsChunk, _ elements: Span<Self>, part: Int) {
    chunk.fill(elements) { $0.double }
  }
  static func value(_ number: Double) -> ElementValue { .mlFloat(Float(number), .float8E5M2) }
}

/// The ticks of a datetime or a timedelta of any unit.
struct TickBits: PlainElement {
  let ticks: Int64

  static var dtype: DType { .timedelta(TimeUnit(.generic), .native) }
  static func byteSwapped(_ bits: Self) -> Self { Self(ticks: bits.ticks.byteSwapped) }
  static func isByteSwapped(in dtype: DType) throws(ArrayViewError) -> Bool {
    switch dtype {
    case .datetime(_, let order), .timedelta(_, let order): order != .native
    default: throw .elementMismatch(found: dtype, asked: Self.dtype)
    }
  }
}

/// The bits of a `long double`.
struct LongDoubleBits: PlainElement {
  let number: LongDouble

  static var dtype: DType { .float(bytes: 16, .native) }
  static func byteSwapped(_ bits: Self) -> Self {
    let number = bits.number
    return Self(number: LongDouble(low: number.high.byteSwapped, high: number.low.byteSwapped))
  }
}

/// The bits of a complex number of two `long double`s.
struct ComplexLongDoubleBits: PlainElement {
  let real: LongDouble
  let imaginary: LongDouble

  static var dtype: DType { .complex(bytes: 32, .native) }
  static func byteSwapped(_ bits: Self) -> Self {
    Self(
      real: LongDoubleBits.byteSwapped(LongDoubleBits(number: bits.real)).number,
      imaginary: LongDoubleBits.byteSwapped(LongDoubleBits(number: bits.imaginary)).number)
  }
}
