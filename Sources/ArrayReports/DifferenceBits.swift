import ArrayViews

extension BFloat16Bits: ComparedElement {
  static func areEqual(_ elements: Span<Self>, _ others: Span<Self>) -> Bool {
    elements.indices.allSatisfy { elements[$0].float == others[$0].float }
  }
  static func number(_ bits: Self) -> ComparedNumber { .real(Double(bits.float), imaginary: 0) }
}

extension Float8Bits: ComparedElement {
  static func areEqual(_ elements: Span<Self>, _ others: Span<Self>) -> Bool {
    elements.indices.allSatisfy { elements[$0].double == others[$0].double }
  }
  static func number(_ bits: Self) -> ComparedNumber { .real(bits.double, imaginary: 0) }
}

extension TickBits: ComparedElement {
  static func areEqual(_ elements: Span<Self>, _ others: Span<Self>) -> Bool {
    elements.indices.allSatisfy {
      elements[$0].ticks == others[$0].ticks && elements[$0].ticks != .min
    }
  }
  static func number(_ bits: Self) -> ComparedNumber {
    bits.ticks == .min ? .missing : .whole(Int128(bits.ticks))
  }
}

#if arch(x86_64)
  extension LongDoubleBits: ComparedElement {
    static func areEqual(_ elements: Span<Self>, _ others: Span<Self>) -> Bool {
      elements.indices.allSatisfy { elements[$0].number.value == others[$0].number.value }
    }
    static func number(_ bits: Self) -> ComparedNumber {
      .real(Double(bits.number.value), imaginary: 0)
    }
  }

  extension ComplexLongDoubleBits: ComparedElement {
    static func areEqual(_ elements: Span<Self>, _ others: Span<Self>) -> Bool {
      elements.indices.allSatisfy {
        elements[$0].real.value == others[$0].real.value
          && elements[$0].imaginary.value == others[$0].imaginary.value
      }
    }
    static func number(_ bits: Self) -> ComparedNumber {
      .real(Double(bits.real.value), imaginary: Double(bits.imaginary.value))
    }
  }
#endif
