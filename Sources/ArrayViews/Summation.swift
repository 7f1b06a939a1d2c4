/// What is added up to what: the arithmetic of a sum, as a type that the optimiser sees through.
@usableFromInline
protocol Summation<Element>: SendableMetatype {
  associatedtype Element: PlainElement
  associatedtype Total: AdditiveArithmetic & BitwiseCopyable & Sendable & SIMDScalar

  static func total(of element: Element) -> Total
  static func sum(_ first: Total, _ second: Total) -> Total
  static func sum(_ elements: Span<Element>) -> Total
  static func sums(
    _ spans: (Span<Element>, Span<Element>, Span<Element>, Span<Element>)
  ) -> SIMD4<Total>
}

/// Floats, added up in double precision.
@usableFromInline
enum FloatSummation<Element: PlainElement & BinaryFloatingPoint>: Summation {
  @inlinable static func total(of element: Element) -> Double { Double(element) }
  @inlinable static func sum(_ first: Double, _ second: Double) -> Double { first + second }
  @inlinable static func sum(_ elements: Span<Element>) -> Double {
    elements.sum(.zero, +, total(of:))
  }
  @inlinable static func sums(
    _ spans: (Span<Element>, Span<Element>, Span<Element>, Span<Element>)
  ) -> SIMD4<Double> {
    Span.sums(spans, .zero, +, total(of:))
  }
}

/// Integers, added up as 64-bit integers that wrap around.
@usableFromInline
enum IntegerSummation<Element: PlainElement & FixedWidthInteger>: Summation {
  @inlinable static func total(of element: Element) -> Int { Int(truncatingIfNeeded: element) }
  @inlinable static func sum(_ first: Int, _ second: Int) -> Int { first &+ second }
  @inlinable static func sum(_ elements: Span<Element>) -> Int {
    elements.sum(.zero, &+, total(of:))
  }
  @inlinable static func sums(
    _ spans: (Span<Element>, Span<Element>, Span<Element>, Span<Element>)
  ) -> SIMD4<Int> {
    Span.sums(spans, .zero, &+, total(of:))
  }
}

/// Integers, added up in double precision.
@usableFromInline
enum RoundedSummation<Element: PlainElement & FixedWidthInteger>: Summation {
  @inlinable static func total(of element: Element) -> Double { Double(element) }
  @inlinable static func sum(_ first: Double, _ second: Double) -> Double { first + second }
  @inlinable static func sum(_ elements: Span<Element>) -> Double {
    elements.sum(.zero, +, total(of:))
  }
  @inlinable static func sums(
    _ spans: (Span<Element>, Span<Element>, Span<Element>, Span<Element>)
  ) -> SIMD4<Double> {
    Span.sums(spans, .zero, +, total(of:))
  }
}
