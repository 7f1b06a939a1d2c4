import ArrayViews
import NPYFormat

extension Difference {
  /// The comparing of two columns of one shape.
  struct Comparison {
    private let tolerance: DifferenceTolerance
    private let progress: (@Sendable (Int) -> Void)?

    init(_ tolerance: DifferenceTolerance, _ progress: (@Sendable (Int) -> Void)?) {
      self.tolerance = tolerance
      self.progress = progress
    }

    /// The differences; nil for elements that have nothing to be compared by.
    func tally(
      _ first: borrowing DynamicArrayView, _ second: borrowing DynamicArrayView
    ) -> DifferenceTally? {
      if let type = Self.numberType(of: first.dtype),
        let otherType = Self.numberType(of: second.dtype)
      {
        return numbers(first, second, type, otherType)
      }
      switch (first.dtype, second.dtype) {
      case (.datetime(let unit, _), .datetime(let other, _)),
        (.timedelta(let unit, _), .timedelta(let other, _)):
        return unit == other ? times(first, second) : nil
      case (let dtype, let other) where dtype == other:
        return bytes(first, second)
      case (.bytes, .bytes), (.unicode, .unicode):
        return values(first, second)
      default: return nil
      }
    }

    private func numbers<First: ComparedElement, Second: ComparedElement>(
      _ first: borrowing DynamicArrayView, _ second: borrowing DynamicArrayView,
      _ type: First.Type, _ otherType: Second.Type
    ) -> DifferenceTally? {
      guard let elements = try? first.view(as: type) else { return nil }
      if First.self == Second.self {
        guard let others = try? second.view(as: type) else { return nil }
        return tally(of: elements, others, tolerance)
      }
      guard let others = try? second.view(as: otherType) else { return nil }
      let (tolerance, progress) = (tolerance, progress)
      return elements.fold(with: others, DifferenceTally()) { tally, place, elements, others in
        for index in elements.indices {
          tally.compare(
            First.number(elements[index]), Second.number(others[index]), at: place + index,
            tolerance)
        }
        progress?(elements.count)
      } combine: {
        $0.merge($1)
      }
    }

    private func times(
      _ first: borrowing DynamicArrayView, _ second: borrowing DynamicArrayView
    ) -> DifferenceTally? {
      guard let elements = try? first.view(as: TickBits.self),
        let others = try? second.view(as: TickBits.self)
      else { return nil }
      let exact = DifferenceTolerance(relative: 0, equalNaN: tolerance.equalNaN)
      return tally(of: elements, others, exact)
    }

    /// Elements of one type: first whole blocks, then the elements of those that differ.
    private func tally<Element: ComparedElement>(
      of elements: borrowing ArrayView<Element>, _ others: borrowing ArrayView<Element>,
      _ tolerance: DifferenceTolerance
    ) -> DifferenceTally {
      let progress = progress
      return elements.fold(with: others, DifferenceTally()) { tally, place, elements, others in
        for start in stride(from: 0, to: elements.count, by: 1024) {
          let block = start..<min(start + 1024, elements.count)
          if Element.areEqual(elements.extracting(block), others.extracting(block)) { continue }
          for index in block {
            let (element, other) = (
              elements.extracting(index..<index + 1), others.extracting(index..<index + 1)
            )
            if Element.areEqual(element, other) { continue }
            tally.compareUnequal(
              Element.number(elements[index]), Element.number(others[index]), at: place + index,
              tolerance)
          }
        }
        progress?(elements.count)
      } combine: {
        $0.merge($1)
      }
    }

    /// Elements of one dtype, byte by byte.
    private func bytes(
      _ first: borrowing DynamicArrayView, _ second: borrowing DynamicArrayView
    ) -> DifferenceTally {
      let itemSize = first.dtype.itemSize
      let progress = progress
      return first.elementBytes.fold(with: second.elementBytes, DifferenceTally()) {
        tally, place, elements, others in
        for start in stride(from: 0, to: elements.count, by: 1024) {
          let block = start..<min(start + 1024, elements.count)
          if UInt8.areEqual(elements.extracting(block), others.extracting(block)) { continue }
          for index in block where elements[index] != others[index] {
            tally.add((place + index) / itemSize)
          }
        }
        progress?(elements.count / itemSize)
      } combine: {
        $0.merge($1)
      }
    }

    /// Strings of unlike lengths or byte orders, one after the other.
    private func values(
      _ first: borrowing DynamicArrayView, _ second: borrowing DynamicArrayView
    ) -> DifferenceTally {
      var tally = DifferenceTally()
      // Elements without bytes are all equal, and there can be more of them than can be counted.
      if first.dtype.itemSize == 0, second.dtype.itemSize == 0 { return tally }
      for place in 0..<first.count {
        let indices = first.axes.indices(at: place)
        if first[indices] != second[indices] { tally.add(place) }
      }
      return tally
    }

    private static func numberType(of dtype: DType) -> (any ComparedElement.Type)? {
      switch dtype {
      case .bool: Bool.self
      case .int(1, _): Int8.self
      case .int(2, _): Int16.self
      case .int(4, _): Int32.self
      case .int(8, _): Int64.self
      case .uint(1, _): UInt8.self
      case .uint(2, _): UInt16.self
      case .uint(4, _): UInt32.self
      case .uint(8, _): UInt64.self
      case .float(2, _): Float16.self
      case .float(4, _): Float.self
      case .float(8, _): Double.self
      case .complex(8, _): ComplexNumber<Float>.self
      case .complex(16, _): ComplexNumber<Double>.self
      #if arch(x86_64)
        case .float(16, _): LongDoubleBits.self
        case .complex(32, _): ComplexLongDoubleBits.self
      #endif
      case .mlFloat(.bfloat16): BFloat16Bits.self
      case .mlFloat(.float8E5M2): Float8Bits.self
      default: nil
      }
    }
  }
}

extension DifferenceTally {
  /// Compares numbers of unlike types.
  fileprivate mutating func compare(
    _ number: ComparedNumber, _ other: ComparedNumber, at place: Int,
    _ tolerance: DifferenceTolerance
  ) {
    if !number.isNaN, !other.isNaN, number.distance(to: other).distance == 0 { return }
    compareUnequal(number, other, at: place, tolerance)
  }

  /// Compares numbers that are not equal: even when their distance, as a `Double`, is 0.
  fileprivate mutating func compareUnequal(
    _ number: ComparedNumber, _ other: ComparedNumber, at place: Int,
    _ tolerance: DifferenceTolerance
  ) {
    if number.isNaN || other.isNaN {
      let areBoth = number.isNaN && other.isNaN
      if areBoth, tolerance.equalNaN { return }
      add(nanAt: place, isMismatch: !areBoth)
      return
    }
    let (distance, magnitude) = number.distance(to: other)
    if tolerance.allows(distance, from: magnitude) { return }
    add(place, distance: distance, from: magnitude)
  }
}
