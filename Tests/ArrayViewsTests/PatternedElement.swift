import ArrayViews

/// An element whose bytes a test can make and see without trusting what it tests.
protocol PatternedElement: ArrayElement {
  /// How many bytes it has without padding.
  static var packedBytes: Int { get }
  /// Its bytes without padding, the first being the least significant.
  var pattern: UInt128 { get }
  init(pattern: UInt128)

  /// The patterns of a view's `elements`; nil where they cannot be lent.
  static func lent(_ view: borrowing ArrayView<Self>) -> [UInt128]?
  /// Stores to a mutable view's `elements`; false where they cannot be lent.
  static func store(_ patterns: [UInt128], toElementsOf view: inout MutableArrayView<Self>) -> Bool
}

extension PatternedElement {
  static var packedBytes: Int { MemoryLayout<Bits>.size }
  static func lent(_ view: borrowing ArrayView<Self>) -> [UInt128]? { nil }
  static func store(
    _ patterns: [UInt128], toElementsOf view: inout MutableArrayView<Self>
  ) -> Bool { false }

  /// Elements that lie one behind the other, without padding.
  static func patterns(of bytes: [UInt8]) -> [UInt128] {
    stride(from: 0, to: bytes.count, by: packedBytes).map { start in
      bytes[start..<start + packedBytes].reversed().reduce(0) { $0 << 8 | UInt128($1) }
    }
  }
}

extension PatternedElement where Self: PlainElement {
  static func lent(_ view: borrowing ArrayView<Self>) -> [UInt128]? {
    guard view.hasElements else { return nil }
    let elements = view.elements
    return elements.indices.map { elements[$0].pattern }
  }

  static func store(
    _ patterns: [UInt128], toElementsOf view: inout MutableArrayView<Self>
  ) -> Bool {
    guard view.hasElements else { return false }
    var elements = view.elements
    for (place, pattern) in patterns.enumerated() { elements[place] = Self(pattern: pattern) }
    return true
  }
}

extension PatternedElement where Self: FixedWidthInteger {
  var pattern: UInt128 { UInt128(truncatingIfNeeded: Magnitude(truncatingIfNeeded: self)) }
  init(pattern: UInt128) { self.init(truncatingIfNeeded: pattern) }
}

extension Int8: PatternedElement {}
extension Int16: PatternedElement {}
extension Int32: PatternedElement {}
extension Int64: PatternedElement {}
extension UInt8: PatternedElement {}
extension UInt16: PatternedElement {}
extension UInt32: PatternedElement {}
extension UInt64: PatternedElement {}

extension Float16: PatternedElement {
  var pattern: UInt128 { UInt128(bitPattern) }
  init(pattern: UInt128) { self.init(bitPattern: UInt16(truncatingIfNeeded: pattern)) }
}

extension Float: PatternedElement {
  var pattern: UInt128 { UInt128(bitPattern) }
  init(pattern: UInt128) { self.init(bitPattern: UInt32(truncatingIfNeeded: pattern)) }
}

extension Double: PatternedElement {
  var pattern: UInt128 { UInt128(bitPattern) }
  init(pattern: UInt128) { self.init(bitPattern: UInt64(truncatingIfNeeded: pattern)) }
}

extension ComplexNumber: PatternedElement where Part: PatternedElement & PlainElement {
  var pattern: UInt128 { real.pattern | imaginary.pattern << UInt128(8 * Part.packedBytes) }
  init(pattern: UInt128) {
    self.init(
      Part(pattern: pattern), Part(pattern: pattern >> UInt128(8 * Part.packedBytes)))
  }
}

extension Bool: PatternedElement {
  var pattern: UInt128 { self ? 1 : 0 }
  init(pattern: UInt128) { self = pattern != 0 }
}

extension DateTime64: PatternedElement {
  var pattern: UInt128 { ticks.pattern }
  init(pattern: UInt128) { self.init(ticks: Int64(pattern: pattern)) }
}

extension TimeDelta64: PatternedElement {
  var pattern: UInt128 { ticks.pattern }
  init(pattern: UInt128) { self.init(ticks: Int64(pattern: pattern)) }
}
