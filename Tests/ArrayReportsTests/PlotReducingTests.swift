import ArrayReports
import ArrayViews
import NPYFormat
import Testing

@Suite struct PlotReducingTests {
  /// The plot of numbers that lie as a layout says.
  private func content<Element: PlainElement>(
    _ numbers: [Element], _ shape: [Int], _ kind: PlotKind = .automatic,
    isFortranOrder: Bool = false, dtype: DType = Element.dtype
  ) throws -> PlotContent {
    var bytes = [UInt8](repeating: 0, count: numbers.count * MemoryLayout<Element>.stride)
    let layout = StridedLayout(dtype: dtype, shape: shape, isFortranOrder: isFortranOrder)
    var view = try MutableArrayView<Element>(bytes.mutableSpan, layout)
    for place in numbers.indices { view[flat: place] = numbers[place] }
    return try PlotContent(try DynamicArrayView(bytes.span, layout), as: kind)
  }

  @Test func aLongLineKeepsTheLeastAndTheGreatestOfEachColumn() throws {
    var numbers = (0..<100_003).map { Double(($0 * 7919) % 1009) }
    numbers[50_000] = -5_000
    numbers[60_000] = .infinity
    numbers[70_000] = .nan
    guard case .line(let line) = try content(numbers, [numbers.count]) else {
      Issue.record("one dimension is a line")
      return
    }
    #expect(line.minima.count == Plot.lineColumns && line.indices == 0..<numbers.count)
    for column in line.minima.indices {
      let part = numbers[
        column * numbers.count / Plot.lineColumns..<(column + 1) * numbers.count / Plot.lineColumns]
      let values = part.filter { !$0.isNaN }
      #expect(line.minima[column] == values.min() && line.maxima[column] == values.max())
    }
  }

  @Test(arguments: [false, true], [DType.float64, .float64.byteSwapped])
  func aCellIsTheMeanOfItsFiniteElements(isFortranOrder: Bool, dtype: DType) throws {
    let (rows, columns) = (607, 911)
    var numbers = (0..<rows * columns).map { Double(($0 * 31) % 4_001) / 8 }
    numbers[5 * columns + 7] = .nan
    numbers[300 * columns + 450] = -.infinity
    let content = try content(
      numbers, [rows, columns], isFortranOrder: isFortranOrder, dtype: dtype)
    guard case .heatMap(let map) = content else {
      Issue.record("two dimensions are a heat map")
      return
    }
    let grid = PlotHeatMap.gridSize(forRows: rows, columns: columns)
    #expect(map.rows == grid.rows && map.columns == grid.columns && grid.rows < rows)
    for row in 0..<map.rows {
      for column in 0..<map.columns {
        var (sum, count) = (0.0, 0.0)
        for i in row * rows / map.rows..<(row + 1) * rows / map.rows {
          for j in column * columns / map.columns..<(column + 1) * columns / map.columns
          where numbers[i * columns + j].isFinite {
            sum += numbers[i * columns + j]
            count += 1
          }
        }
        let value = map.values[row * map.columns + column]
        #expect(abs(value - sum / count) <= 1e-12 * abs(value), "cell \(row), \(column)")
      }
    }
  }

  @Test func cellsWithoutFiniteElementsSayWhatTheyHold() throws {
    let numbers: [Float] = [.nan, .infinity, -.infinity, 2]
    guard case .heatMap(let map) = try content(numbers, [2, 2]) else { return }
    #expect(map.values[0].isNaN && Array(map.values[1...]) == [.infinity, -.infinity, 2])
  }

  @Test func wholeNumbersBeyondADoubleAndComplexOnesAreDrawn() throws {
    #expect(
      try content([Int64.max, .min], [2]) == .line(PlotLine([Double(Int64.max), -0x1p63])))
    #expect(
      try content([ComplexNumber<Float>(1, 9), ComplexNumber(3, 9)], [2])
        == .line(PlotLine([1, 3])))
    guard case .heatMap(let map) = try content([UInt64.max, 0], [1, 2]) else { return }
    #expect(map.values == [0x1p64, 0])
  }

  @Test func moreDimensionsAreAHistogramAndEmptyArraysAreDrawn() throws {
    guard case .histogram(let histogram) = try content([1, 2, 3, 4] as [Int16], [2, 1, 2]) else {
      Issue.record("three dimensions are a histogram")
      return
    }
    #expect(histogram.counts.reduce(0, +) == 4)
    for shape in [[0], [0, 5], [5, 0], [0, 3, 2]] {
      let plot = Plot(try content([] as [Double], shape), title: "empty")
      #expect(plot.text(width: 40, usesColor: false).contains("no values"), "\(shape)")
      #expect(!plot.png.isEmpty)
    }
  }

  @Test func whatCannotBeDrawnIsATypedError() throws {
    #expect(throws: PlotError.wrongDimensions(.line, needed: 1, shape: [2, 2])) {
      try content([1, 2, 3, 4] as [Float], [2, 2], .line)
    }
    #expect(throws: PlotError.wrongDimensions(.heatMap, needed: 2, shape: [4])) {
      try content([1, 2, 3, 4] as [Float], [4], .heatMap)
    }
    let text = [UInt8](repeating: 65, count: 6)
    #expect(throws: PlotError.notNumeric(.bytes(3))) {
      let layout = StridedLayout(dtype: .bytes(3), shape: [2])
      _ = try PlotContent(try DynamicArrayView(text.span, layout), as: .automatic)
    }
  }
}
