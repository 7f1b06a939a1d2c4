import ArrayViews

/// Elements that are compared as numbers.
protocol ComparedElement: ArrayElement {
  /// Whether some elements equal others, one by one: NaN does not equal itself.
  static func areEqual(_ elements: Span<Bits>, _ others: Span<Bits>) -> Bool
  /// The number of an element.
  static func number(_ bits: Bits) -> ComparedNumber
}

extension Span where Element: BitwiseCopyable {
  /// Whether all elements equal others, by a loop without a way out that the compiler can make
  /// vectors of.
  @inline(__always)
  fileprivate func equals(_ others: Span<Element>, _ areEqual: (Element, Element) -> Bool) -> Bool {
    let count = Swift.min(self.count, others.count)
    let (first, second) = (extracting(0..<count), others.extracting(0..<count))
    var differing: UInt8 = 0
    for index in 0..<count { differing |= areEqual(first[index], second[index]) ? 0 : 1 }
    return differing == 0
  }
}

extension Bool: ComparedElement {
  static func areEqual(_ elements: Span<UInt8>, _ others: Span<UInt8>) -> Bool {
    elements.equals(others) { ($0 == 0) == ($1 == 0) }
  }
  static func number(_ bits: UInt8) -> ComparedNumber { .whole(bits != 0 ? 1 : 0) }
}

/// Integers, compared with each other exactly.
protocol ComparedInteger: ComparedElement, PlainElement, FixedWidthInteger {}

extension ComparedInteger {
  static func number(_ bits: Self) -> ComparedNumber { .whole(Int128(bits)) }
}

/// Floats; those of other sizes are compared as `Double`s.
protocol ComparedFloat: ComparedElement, PlainElement, BinaryFloatingPoint {}

extension ComparedFloat {
  static func number(_ bits: Self) -> ComparedNumber { .real(Double(bits), imaginary: 0) }
}

extension Int8: ComparedInteger {
  static func areEqual(_ elements: Span<Self>, _ others: Span<Self>) -> Bool {
    elements.equals(others, ==)
  }
}

extension Int16: ComparedInteger {
  static func areEqual(_ elements: Span<Self>, _ others: Span<Self>) -> Bool {
    elements.equals(others, ==)
  }
}

extension Int32: ComparedInteger {
  static func areEqual(_ elements: Span<Self>, _ others: Span<Self>) -> Bool {
    elements.equals(others, ==)
  }
}

extension Int64: ComparedInteger {
  static func areEqual(_ elements: Span<Self>, _ others: Span<Self>) -> Bool {
    elements.equals(others, ==)
  }
}

extension UInt8: ComparedInteger {
  static func areEqual(_ elements: Span<Self>, _ others: Span<Self>) -> Bool {
    elements.equals(others, ==)
  }
}

extension UInt16: ComparedInteger {
  static func areEqual(_ elements: Span<Self>, _ others: Span<Self>) -> Bool {
    elements.equals(others, ==)
  }
}

extension UInt32: ComparedInteger {
  static func areEqual(_ elements: Span<Self>, _ others: Span<Self>) -> Bool {
    elements.equals(others, ==)
  }
}

extension UInt64: ComparedInteger {
  static func areEqual(_ elements: Span<Self>, _ others: Span<Self>) -> Bool {
    elements.equals(others, ==)
  }
}

extension Float: ComparedFloat {
  static func areEqual(_ elements: Span<Self>, _ others: Span<Self>) -> Bool {
    elements.equals(others, ==)
  }
}

extension Double: ComparedFloat {
  static func areEqual(_ elements: Span<Self>, _ others: Span<Self>) -> Bool {
    elements.equals(others, ==)
  }
}

extension Float16: ComparedElement {
  static func areEqual(_ elements: Span<Self>, _ others: Span<Self>) -> Bool {
    elements.equals(others) {
      Double(float16: $0.bitPattern) == Double(float16: $1.bitPattern)
    }
  }
  static func number(_ bits: Self) -> ComparedNumber {
    .real(Double(float16: bits.bitPattern), imaginary: 0)
  }
}

extension ComplexNumber: ComparedElement where Part: PlainElement {
  static func areEqual(_ elements: Span<Self>, _ others: Span<Self>) -> Bool {
    elements.equals(others) { $0.real == $1.real && $0.imaginary == $1.imaginary }
  }
  static func number(_ bits: Self) -> ComparedNumber {
    .real(Double(bits.real), imaginary: Double(bits.imaginary))
  }
}
