import ArrayViews

/// Elements whose parts are numbers that a `Double` holds exactly.
protocol RealElement: ArrayElement {
  /// How many numbers an element is: 2 for complex ones.
  static var partCount: Int { get }
  /// Whether they are whole numbers.
  static var isWhole: Bool { get }
  /// Takes a part of some elements into a chunk.
  static func fill(_ chunk: inout StatisticsChunk, _ elements: Span<Bits>, part: Int)
  /// The element of a number, as it is shown.
  static func value(_ number: Double) -> ElementValue
}

extension RealElement {
  static var partCount: Int { 1 }
  static var isWhole: Bool { false }
}

extension Bool: RealElement {
  static var isWhole: Bool { true }
  static func fill(_ chunk: inout StatisticsChunk, _ elements: Span<UInt8>, part: Int) {
    chunk.fill(elements) { $0 != 0 ? 1 : 0 }
  }
  static func value(_ number: Double) -> ElementValue { .bool(number != 0) }
}

extension RealElement where Self: PlainElement & FixedWidthInteger {
  static var isWhole: Bool { true }
}

extension Int8: RealElement {
  static func fill(_ chunk: inout StatisticsChunk, _ elements: Span<Int8>, part: Int) {
    chunk.fill(elements) { Double($0) }
  }
  static func value(_ number: Double) -> ElementValue { .int(Int64(number)) }
}

extension Int16: RealElement {
  static func fill(_ chunk: inout StatisticsChunk, _ elements: Span<Int16>, part: Int) {
    chunk.fill(elements) { Double($0) }
  }
  static func value(_ number: Double) -> ElementValue { .int(Int64(number)) }
}

extension Int32: RealElement {
  static func fill(_ chunk: inout StatisticsChunk, _ elements: Span<Int32>, part: Int) {
    chunk.fill(elements) { Double($0) }
  }
  static func value(_ number: Double) -> ElementValue { .int(Int64(number)) }
}

extension UInt8: RealElement {
  static func fill(_ chunk: inout StatisticsChunk, _ elements: Span<UInt8>, part: Int) {
    chunk.fill(elements) { Double($0) }
  }
  static func value(_ number: Double) -> ElementValue { .uint(UInt64(number)) }
}

extension UInt16: RealElement {
  static func fill(_ chunk: inout StatisticsChunk, _ elements: Span<UInt16>, part: Int) {
    chunk.fill(elements) { Double($0) }
  }
  static func value(_ number: Double) -> ElementValue { .uint(UInt64(number)) }
}

extension UInt32: RealElement {
  static func fill(_ chunk: inout StatisticsChunk, _ elements: Span<UInt32>, part: Int) {
    chunk.fill(elements) { Double($0) }
  }
  static func value(_ number: Double) -> ElementValue { .uint(UInt64(number)) }
}

extension Float16: RealElement {
  static func fill(_ chunk: inout StatisticsChunk, _ elements: Span<Float16>, part: Int) {
    chunk.fill(elements) { Double(float16: $0.bitPattern) }
  }
  static func value(_ number: Double) -> ElementValue { .float16(Float16(number)) }
}

extension Float: RealElement {
  static func fill(_ chunk: inout StatisticsChunk, _ elements: Span<Float>, part: Int) {
    chunk.fill(elements) { Double($0) }
  }
  static func value(_ number: Double) -> ElementValue { .float32(Float(number)) }
}

extension Double: RealElement {
  static func fill(_ chunk: inout StatisticsChunk, _ elements: Span<Double>, part: Int) {
    chunk.fill(elements) { $0 }
  }
  static func value(_ number: Double) -> ElementValue { .float64(number) }

  /// The number that the bits of a float16 mean.
  ///
  /// Many processors can convert it with an instruction that this one may not have.
  init(float16 bits: UInt16) {
    let sign = UInt32(bits & 0x8000) << 16
    let magnitude = UInt32(bits & 0x7FFF) << 13
    // Exponent and fraction are in place for a float32 whose exponent is too small by 112.
    let number = Float(bitPattern: magnitude) * 0x1p112
    let special: UInt32 = magnitude >= 0x0F80_0000 ? 0x7F80_0000 : 0
    self = Double(Float(bitPattern: number.bitPattern | special | sign))
  }
}

extension ComplexNumber: RealElement where Part: PlainElement & RealElement {
  static var partCount: Int { 2 }
  static func fill(_ chunk: inout StatisticsChunk, _ elements: Span<Self>, part: Int) {
    if part == 0 {
      chunk.fill(elements) { Double($0.real) }
    } else {
      chunk.fill(elements) { Double($0.imaginary) }
    }
  }
  static func value(_ number: Double) -> ElementValue { Part.value(number) }
}
