/// What a line plot shows of an array of one dimension: the lowest and the highest value of each
/// column, so that no spike is lost however long the array is.
///
/// For an array that is short enough, a column is one element, and both are its value.
public struct PlotLine: Hashable, Sendable {
  /// The lowest value of each column; NaN where there is none.
  public let minima: [Double]
  /// The highest value of each column; NaN where there is none.
  public let maxima: [Double]
  /// The array's indices that the columns cover, in equal parts.
  public let indices: Range<Int>

  /// Makes a line of what was found in each column.
  ///
  /// Values may be infinite. A column without a value, such as one of NaN alone, is a gap.
  ///
  /// - Precondition: there are as many minima as maxima, and no more than indices.
  public init(minima: [Double], maxima: [Double], indices: Range<Int>) {
    precondition(
      minima.count == maxima.count, "\(minima.count) minima and \(maxima.count) maxima of a line")
    precondition(
      minima.count <= indices.count,
      "\(minima.count) columns of a line for \(indices.count) indices")
    self.minima = minima
    self.maxima = maxima
    self.indices = indices
  }

  /// Makes a line of elements, one a column, the first of which has the index 0.
  public init(_ values: [Double]) {
    self.init(minima: values, maxima: values, indices: 0..<values.count)
  }

  /// The lowest and the highest finite value.
  var bounds: ClosedRange<Double>? { Self.bounds(of: minima + maxima) }

  /// The lowest and the highest finite value of several.
  static func bounds(of values: [Double]) -> ClosedRange<Double>? {
    let finite = values.filter(\.isFinite)
    guard let lowest = finite.min(), let highest = finite.max() else { return nil }
    return lowest...highest
  }
}
