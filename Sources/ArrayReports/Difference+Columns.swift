public import ArrayViews
import NPYFormat

extension Difference {
  /// Compares two arrays of one shape: numbers by their values, whatever their types, byte order and
  /// memory order; strings and opaque bytes exactly; structured elements field by field.
  ///
  /// Integers are compared with integers exactly, other numbers of unlike types as `Double`s. Times
  /// need the same unit, and have no tolerance but that for "not a time".
  ///
  /// - Parameters:
  ///   - first: the first array.
  ///   - second: the second array, which the tolerance is relative to.
  ///   - tolerance: how far numbers may be apart.
  ///   - progress: called with numbers of elements of a column that have been compared, on any
  ///     thread and on several at the same time.
  /// - Returns: a difference for each field, also where there is none; one for other elements.
  /// - Throws: ``DifferenceError``, when elements cannot be compared one by one.
  /// - Complexity: O(elements), one pass for each field, on all cores; strings of unlike lengths or
  ///   byte orders are compared one after the other.
  public static func columns(
    between first: borrowing DynamicArrayView, _ second: borrowing DynamicArrayView,
    tolerance: DifferenceTolerance = DifferenceTolerance(),
    progress: (@Sendable (Int) -> Void)? = nil
  ) throws(DifferenceError) -> [Difference] {
    var columns: [Difference] = []
    try append(first, second, [], to: &columns, Comparison(tolerance, progress))
    return columns
  }

  private static func append(
    _ first: borrowing DynamicArrayView, _ second: borrowing DynamicArrayView,
    _ fields: [String], to columns: inout [Difference], _ comparison: Comparison
  ) throws(DifferenceError) {
    guard first.shape == second.shape else {
      throw .shapes(first.shape, second.shape)
    }
    let mismatch = DifferenceError.dtypes(first.dtype, second.dtype, fields: fields)
    if case .structured(let type) = first.dtype {
      guard case .structured(let other) = second.dtype,
        type.fields.map(\.name) == other.fields.map(\.name)
      else { throw mismatch }
      for field in type.fields {
        guard let column = try? first.field(field.name),
          let otherColumn = try? second.field(field.name), column.shape == otherColumn.shape
        else { throw mismatch }
        try append(column, otherColumn, fields + [field.name], to: &columns, comparison)
      }
      return
    }
    guard let tally = comparison.tally(first, second) else { throw mismatch }
    columns.append(Difference(tally, first, second, fields))
  }

  private init(
    _ tally: DifferenceTally, _ first: borrowing DynamicArrayView,
    _ second: borrowing DynamicArrayView, _ fields: [String]
  ) {
    self.fields = fields
    count = first.count
    differingCount = tally.differingCount
    nanMismatchCount = tally.nanMismatchCount
    self.first = tally.firstPlace.map { Place($0, first, second) }
    greatest = tally.greatestPlace.map { Place($0, first, second) }
    greatestDistance = tally.greatestPlace == nil ? nil : tally.greatestDistance
    greatestRelativeDistance = tally.greatestRelativeDistance
  }
}

extension Difference.Place {
  fileprivate init(
    _ place: Int, _ first: borrowing DynamicArrayView, _ second: borrowing DynamicArrayView
  ) {
    indices = first.axes.indices(at: place)
    self.first = first[indices]
    self.second = second[indices]
  }
}
