/// What a heat map shows of an array of two dimensions: a value for each cell of a grid.
public struct PlotHeatMap: Hashable, Sendable {
  /// Rows of the grid, the first at the top.
  public let rows: Int
  /// Columns of the grid.
  public let columns: Int
  /// The values of the cells, row by row; NaN where there is none.
  public let values: [Double]
  /// The array's row indices that the grid covers, in equal parts.
  public let rowIndices: Range<Int>
  /// The array's column indices that the grid covers, in equal parts.
  public let columnIndices: Range<Int>

  /// Makes a heat map of the values of a grid's cells; they may be infinite.
  ///
  /// - Precondition: there is a value for each cell, and no more rows and columns than indices.
  public init(
    rows: Int, columns: Int, values: [Double], rowIndices: Range<Int>, columnIndices: Range<Int>
  ) {
    precondition(
      rows >= 0 && columns >= 0
        && rows.multipliedReportingOverflow(by: columns) == (values.count, false),
      "\(values.count) values for \(rows) rows and \(columns) columns of a heat map")
    precondition(
      rows <= rowIndices.count && columns <= columnIndices.count,
      "a heat map of \(rows) × \(columns) cells for indices \(rowIndices) × \(columnIndices)")
    self.rows = rows
    self.columns = columns
    self.values = values
    self.rowIndices = rowIndices
    self.columnIndices = columnIndices
  }

  /// The size of the grid to which an array is best reduced before it is drawn.
  ///
  /// It is the array's own when that is small. Otherwise rows and columns become fewer by the same
  /// factor, unless the array is so long and narrow that too little would be left.
  ///
  /// - Precondition: neither number is negative.
  public static func gridSize(forRows rows: Int, columns: Int) -> (rows: Int, columns: Int) {
    precondition(rows >= 0 && columns >= 0, "a heat map of \(rows) rows and \(columns) columns")
    let factor = max(
      1, Double(rows) / Double(mostRows), Double(columns) / Double(mostColumns))
    let (scaledRows, scaledColumns) = (Double(rows) / factor, Double(columns) / factor)
    let isNarrow = max(scaledRows, scaledColumns) > 4 * min(scaledRows, scaledColumns)
    return isNarrow
      ? (min(rows, mostRows), min(columns, mostColumns))
      : (Int(scaledRows.rounded()), Int(scaledColumns.rounded()))
  }

  /// The rows and columns that have two pixels each in an image.
  private static let (mostRows, mostColumns) = (240, 360)

  /// The lowest and the highest finite value.
  var bounds: ClosedRange<Double>? { PlotLine.bounds(of: values) }

  /// The axis of the colours.
  var valueAxis: PlotAxis {
    let bounds = bounds ?? 0...1
    return PlotAxis(from: bounds.lowerBound, through: bounds.upperBound)
  }
}
