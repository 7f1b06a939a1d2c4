public import ArrayViews
import NPYFormat

extension PlotContent {
  /// Reduces elements to what can be drawn, reading each of them once.
  ///
  /// A column of a line is the least and the greatest of its elements; a cell of a heat map the mean
  /// of its finite ones. Of complex numbers the real parts are drawn.
  ///
  /// - Parameters:
  ///   - view: the elements, in any layout.
  ///   - kind: how to draw them.
  /// - Throws: ``PlotError``.
  /// - Complexity: O(elements), on all cores.
  public init(_ view: borrowing DynamicArrayView, as kind: PlotKind) throws(PlotError) {
    guard Self.isNumeric(view.dtype) else { throw .notNumeric(view.dtype) }
    switch (kind, view.shape.count) {
    case (.automatic, 1), (.line, 1): self = .line(PlotLine(view))
    case (.automatic, 2), (.heatMap, 2): self = .heatMap(PlotHeatMap(view))
    case (.automatic, _), (.histogram, _): self = .histogram(Histogram(view))
    case (.line, _): throw .wrongDimensions(kind, needed: 1, shape: view.shape)
    case (.heatMap, _): throw .wrongDimensions(kind, needed: 2, shape: view.shape)
    }
  }

  private static func isNumeric(_ dtype: DType) -> Bool {
    switch dtype {
    case .bool, .int, .uint, .float, .complex, .datetime, .timedelta: true
    case .mlFloat(let type): type == .bfloat16 || type == .float8E5M2
    default: false
    }
  }
}

extension Histogram {
  fileprivate init(_ view: borrowing DynamicArrayView) {
    self =
      Statistics.columns(of: view).first?.statistics?.histogram ?? Histogram(edges: [0], counts: [])
  }
}

extension PlotLine {
  fileprivate init(_ view: borrowing DynamicArrayView) {
    let count = view.count
    let columns = min(count, Plot.lineColumns)
    var minima: [Double] = []
    var maxima: [Double] = []
    for column in 0..<columns {
      let range = PlotParts(count, columns)[column]
      let statistics = view.statistics([.range(range)])
      minima.append(statistics.lowest)
      maxima.append(statistics.highest)
    }
    self.init(minima: minima, maxima: maxima, indices: 0..<count)
  }
}

extension PlotHeatMap {
  fileprivate init(_ view: borrowing DynamicArrayView) {
    let (rowCount, columnCount) = (view.axes[0].extent, view.axes[1].extent)
    let grid = Self.gridSize(forRows: rowCount, columns: columnCount)
    let means = PlotCellMeans(
      rows: PlotParts(rowCount, grid.rows), columns: PlotParts(columnCount, grid.columns))
    self.init(
      rows: grid.rows, columns: grid.columns, values: means.values(of: view),
      rowIndices: 0..<rowCount, columnIndices: 0..<columnCount)
  }
}

extension DynamicArrayView {
  /// The statistics of a part.
  fileprivate func statistics(_ indices: [AxisIndex]) -> Statistics {
    guard let part = try? sliced(indices) else { return Statistics() }
    return Statistics.columns(of: part).first?.statistics ?? Statistics()
  }
}

extension Statistics {
  /// The least element, an infinity if there is one; NaN when there is no number.
  fileprivate var lowest: Double {
    if negativeInfinityCount > 0 { return -.infinity }
    return minimum?.plotted ?? (positiveInfinityCount > 0 ? .infinity : .nan)
  }

  /// The greatest element, an infinity if there is one; NaN when there is no number.
  fileprivate var highest: Double {
    if positiveInfinityCount > 0 { return .infinity }
    return maximum?.plotted ?? (negativeInfinityCount > 0 ? -.infinity : .nan)
  }
}

extension ElementValue {
  /// The number, as near as a `Double` comes; that of ticks for times.
  fileprivate var plotted: Double {
    switch self {
    case .bool(let value): value ? 1 : 0
    case .int(let value): Double(value)
    case .uint(let value): Double(value)
    case .float16(let value): Double(value)
    case .float32(let value): Double(value)
    case .float64(let value): value
    case .longDouble(let value): Double(value.printed)
    case .mlFloat(let value, _): Double(value)
    case .datetime(let ticks, _), .timedelta(let ticks, _): Double(ticks)
    default: .nan
    }
  }
}
