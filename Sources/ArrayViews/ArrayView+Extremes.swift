extension ArrayView where Element: PlainElement & Comparable {
  /// The least element, found on all cores; nil without elements.
  ///
  /// It is not a number where any element is not, as in numpy.
  ///
  /// - Complexity: O(elements).
  @inlinable
  public func min() -> Element? { extreme(Least.self) }

  /// The greatest element, found on all cores; nil without elements.
  ///
  /// It is not a number where any element is not, as in numpy.
  ///
  /// - Complexity: O(elements).
  @inlinable
  public func max() -> Element? { extreme(Greatest.self) }

  @inlinable
  func extreme<E: Extreme<Element>>(_ extreme: E.Type) -> Element? {
    fold(Element?.none) { result, elements in
      result = E.of(elements, and: result ?? elements[0])
    } combine: { result, next in
      if let next { result = E.of(result ?? next, next) }
    }
  }
}

/// Which of elements is taken, as a type that the optimiser sees through.
@usableFromInline
protocol Extreme<Element>: SendableMetatype {
  associatedtype Element: PlainElement

  static func of(_ first: Element, _ second: Element) -> Element
}

// What is not a number is not equal to itself, and neither less nor greater than anything.

@usableFromInline
enum Least<Element: PlainElement & Comparable>: Extreme {
  @inlinable
  static func of(_ first: Element, _ second: Element) -> Element {
    second < first || second != second ? second : first
  }
}

@usableFromInline
enum Greatest<Element: PlainElement & Comparable>: Extreme {
  @inlinable
  static func of(_ first: Element, _ second: Element) -> Element {
    second > first || second != second ? second : first
  }
}

extension Extreme {
  /// The extreme of elements and one more.
  @inlinable
  static func of(_ elements: Span<Element>, and element: Element) -> Element {
    // Lanes that the processor compares side by side. They take elements from four places some way
    // apart at the same time: a core waits less for memory then.
    var lanes = InlineArray<64, Element>(repeating: element)
    let quarter = elements.count / 4
    let whole = quarter & ~63
    for a in stride(from: 0, to: whole, by: 64) {
      let (b, c, d) = (a + quarter, a + 2 * quarter, a + 3 * quarter)
      let (first, second) = (elements.extracting(a..<a + 64), elements.extracting(b..<b + 64))
      let (third, fourth) = (elements.extracting(c..<c + 64), elements.extracting(d..<d + 64))
      for lane in 0..<64 {
        lanes[lane] = of(
          lanes[lane], of(of(first[lane], second[lane]), of(third[lane], fourth[lane])))
      }
    }
    var result = element
    for lane in 0..<64 { result = of(result, lanes[lane]) }
    for start in stride(from: 0, to: 4 * quarter, by: max(quarter, 1)) {
      for index in start + whole..<start + quarter { result = of(result, elements[index]) }
    }
    for index in 4 * quarter..<elements.count { result = of(result, elements[index]) }
    return result
  }
}
