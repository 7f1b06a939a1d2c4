public import ArrayViews
import NPYFormat

extension Statistics {
  /// The statistics of the columns of an array: one of plain numbers, two of complex ones, those of
  /// each field of structured elements.
  ///
  /// - Parameters:
  ///   - view: the elements, in any order, at any stride, in either byte order.
  ///   - progress: called with numbers of elements of a column that have been read, on any thread
  ///     and on several at the same time.
  /// - Returns: the columns in the order of the fields.
  /// - Complexity: O(elements), one pass over the memory for each field, on all cores.
  public static func columns(
    of view: borrowing DynamicArrayView, progress: (@Sendable (Int) -> Void)? = nil
  ) -> [StatisticsColumn] {
    var columns: [StatisticsColumn] = []
    append(view, [], to: &columns, progress)
    return columns
  }

  private static func append(
    _ view: borrowing DynamicArrayView, _ fields: [String],
    to columns: inout [StatisticsColumn], _ progress: (@Sendable (Int) -> Void)?
  ) {
    if case .structured(let type) = view.dtype {
      for field in type.fields {
        guard let column = try? view.field(field.name) else { continue }
        append(column, fields + [field.name], to: &columns, progress)
      }
      return
    }
    let parts = statistics(of: view, progress)
    let isComplex = parts.count == 2
    for (index, part) in parts.enumerated() {
      columns.append(
        StatisticsColumn(
          fields: fields, part: isComplex ? (index == 0 ? .real : .imaginary) : nil,
          dtype: view.dtype, count: view.count, statistics: part))
    }
  }

  /// The statistics of the parts of elements; one nil for those that are no numbers.
  private static func statistics(
    of view: borrowing DynamicArrayView, _ progress: (@Sendable (Int) -> Void)?
  ) -> [Statistics?] {
    do throws(ArrayViewError) {
      switch view.dtype {
      case .int(8, _):
        return [
          try view.view(as: Int64.self).statistics(
            StatisticsOfIntegers<Int64>(value: { .int($0) }), progress
          ) { $0.add($1, &$2) }
        ]
      case .uint(8, _):
        return [
          try view.view(as: UInt64.self).statistics(
            StatisticsOfIntegers<UInt64>(value: { .uint($0) }), progress
          ) { $0.add($1, &$2) }
        ]
      case .datetime(let unit, _):
        return [
          try ticks(view, { .datetime($0, unit) }, progress)
        ]
      case .timedelta(let unit, _):
        return [try ticks(view, { .timedelta($0, unit) }, progress)]
      #if arch(x86_64)
        case .float(16, _):
          return [
            try view.view(as: LongDoubleBits.self).statistics(StatisticsOfLongDoubles(), progress) {
              sums, elements, chunk in
              sums.add(elements.indices.map { elements[$0].number }, &chunk)
            }
          ]
        case .complex(32, _):
          let elements = try view.view(as: ComplexLongDoubleBits.self)
          return [
            elements.statistics(StatisticsOfLongDoubles(), progress) { sums, elements, chunk in
              sums.add(elements.indices.map { elements[$0].real }, &chunk)
            },
            elements.statistics(StatisticsOfLongDoubles(), nil) { sums, elements, chunk in
              sums.add(elements.indices.map { elements[$0].imaginary }, &chunk)
            },
          ]
      #endif
      default:
        guard let type = realType(of: view.dtype) else { return [nil] }
        return try reals(view, type, progress)
      }
    } catch {
      preconditionFailure("the dtype was asked first: \(error)")
    }
  }

  private static func ticks(
    _ view: borrowing DynamicArrayView, _ value: @escaping @Sendable (Int64) -> ElementValue,
    _ progress: (@Sendable (Int) -> Void)?
  ) throws(ArrayViewError) -> Statistics {
    try view.view(as: TickBits.self).statistics(
      StatisticsOfIntegers<Int64>(missing: .min, value: value), progress
    ) { sums, elements, chunk in
      let ticks = elements.indices.map { elements[$0].ticks }
      sums.add(ticks.span, &chunk)
    }
  }

  private static func reals<Element: RealElement>(
    _ view: borrowing DynamicArrayView, _ type: Element.Type,
    _ progress: (@Sendable (Int) -> Void)?
  ) throws(ArrayViewError) -> [Statistics?] {
    try view.view(as: type).realStatistics(progress)
  }

  private static func realType(of dtype: DType) -> (any RealElement.Type)? {
    switch dtype {
    case .bool: Bool.self
    case .int(1, _): Int8.self
    case .int(2, _): Int16.self
    case .int(4, _): Int32.self
    case .uint(1, _): UInt8.self
    case .uint(2, _): UInt16.self
    case .uint(4, _): UInt32.self
    case .float(2, _): Float16.self
    case .float(4, _): Float.self
    case .float(8, _): Double.self
    case .complex(8, _): ComplexNumber<Float>.self
    case .complex(16, _): ComplexNumber<Double>.self
    case .mlFloat(.bfloat16): BFloat16Bits.self
    case .mlFloat(.float8E5M2): Float8Bits.self
    default: nil
    }
  }
}

extension ArrayView {
  /// Gives all elements to an accumulator, as many at a time as a chunk can hold.
  fileprivate func statistics<Sums: StatisticsAccumulator>(
    _ initial: Sums, _ progress: (@Sendable (Int) -> Void)?,
    _ add: @Sendable (inout Sums, Span<Element.Bits>, inout StatisticsChunk) -> Void
  ) -> Statistics {
    fold(initial) { sums, elements in
      var chunk = StatisticsChunk()
      for start in stride(from: 0, to: elements.count, by: StatisticsChunk.capacity) {
        let end = Swift.min(start + StatisticsChunk.capacity, elements.count)
        add(&sums, elements.extracting(start..<end), &chunk)
      }
      progress?(elements.count)
    } combine: {
      $0.merge($1)
    }.statistics
  }
}

extension ArrayView where Element: RealElement {
  /// The statistics of each part, in one pass.
  fileprivate func realStatistics(_ progress: (@Sendable (Int) -> Void)?) -> [Statistics?] {
    let initial = StatisticsOfReals(isWhole: Element.isWhole, value: { Element.value($0) })
    let parts = fold([StatisticsOfReals](repeating: initial, count: Element.partCount)) {
      parts, elements in
      var chunk = StatisticsChunk()
      for start in stride(from: 0, to: elements.count, by: StatisticsChunk.capacity) {
        let end = Swift.min(start + StatisticsChunk.capacity, elements.count)
        for part in parts.indices {
          Element.fill(&chunk, elements.extracting(start..<end), part: part)
          parts[part].add(&chunk)
        }
      }
      progress?(elements.count)
    } combine: { parts, others in
      for part in parts.indices { parts[part].merge(others[part]) }
    }
    return parts.map(\.statistics)
  }
}
