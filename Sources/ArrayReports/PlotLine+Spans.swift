extension PlotLine {
  /// What is said below the line.
  var summary: [String] {
    PlotSummary.range(bounds) + PlotSummary.notes(lows: minima, highs: maxima, place: "point")
  }

  /// The range of each column on an axis; nil where there is no value.
  func columnSpans(on axis: PlotAxis) -> [ClosedRange<Double>?] {
    zip(minima, maxima).map { minimum, maximum in
      if minimum.isNaN || maximum.isNaN { return nil }
      let ends = (axis.fraction(of: minimum), axis.fraction(of: maximum))
      return min(ends.0, ends.1)...max(ends.0, ends.1)
    }
  }

  /// The columns that have a value, and no neighbour to which a line could go.
  static func isolated(in columns: [ClosedRange<Double>?]) -> [Int] {
    columns.indices.filter { index in
      let isAlone = (index == 0 || columns[index - 1] == nil)
      let isLast = index == columns.count - 1 || columns[index + 1] == nil
      return columns[index] != nil && isAlone && isLast
    }
  }

  /// The ranges that the line covers in a number of equal parts of its length.
  ///
  /// It goes straight from the middle of each column to the next, as two lines where columns have a
  /// minimum and a maximum, and all between the two belongs to it. The ranges of neighbouring parts
  /// touch, so that together they are without holes; only a gap has none.
  ///
  /// - Complexity: O(*parts* + *columns*).
  static func spans(of columns: [ClosedRange<Double>?], parts: Int) -> [ClosedRange<Double>?] {
    let columnsPerPart = Double(columns.count) / Double(parts)
    return (0..<parts).map { part in
      // In columns; the middle of the first one is at 0.
      let start = Double(part) * columnsPerPart - 0.5
      let end = Double(part + 1) * columnsPerPart - 0.5
      var span = union(point(at: start, in: columns), point(at: end, in: columns))
      let first = max(Int(start.rounded(.up)), 0)
      let last = min(Int(end.rounded(.down)), columns.count - 1)
      if first <= last {
        for index in first...last { span = union(span, columns[index]) }
      }
      return span
    }
  }

  /// The range between two columns, on the straight lines that join them.
  private static func point(
    at position: Double, in columns: [ClosedRange<Double>?]
  ) -> ClosedRange<Double>? {
    let index = Int(position.rounded(.down))
    guard index >= 0, index + 1 < columns.count, let left = columns[index],
      let right = columns[index + 1]
    else { return nil }
    let part = position - Double(index)
    let lower = left.lowerBound + (right.lowerBound - left.lowerBound) * part
    let upper = left.upperBound + (right.upperBound - left.upperBound) * part
    return min(lower, upper)...max(lower, upper)
  }

  private static func union(
    _ first: ClosedRange<Double>?, _ second: ClosedRange<Double>?
  ) -> ClosedRange<Double>? {
    guard let first, let second else { return first ?? second }
    return min(first.lowerBound, second.lowerBound)...max(first.upperBound, second.upperBound)
  }
}
