import ArrayReports

/// A plot of one of all kinds of content, odd ones above all.
struct PlotSample: CustomStringConvertible {
  let plot: Plot

  /// Short, for the tests' report.
  var description: String { plot.title }

  static let all: [PlotSample] = contents.map { PlotSample(plot: Plot($1, title: $0)) }

  private static let contents: [(String, PlotContent)] =
    histograms.map { ($0, .histogram($1)) } + lines.map { ($0, .line($1)) }
    + maps.map { ($0, .heatMap($1)) }

  private static let histograms: [(String, Histogram)] = [
    ("bars", Histogram(edges: [-1, -0.5, 0, 0.5, 1], counts: [3, 12_345, 0, 8_000])),
    ("many bars", Histogram(edges: (0...300).map { Double($0) / 7 }, counts: Array(0..<300))),
    ("full bins", Histogram(edges: [0, 1, 2], counts: [1_000_000_000_000, .max])),
    ("far edges", Histogram(edges: [-1.7e308, 0, 1.7e308], counts: [1, 2])),
    ("near edges", Histogram(edges: [1e9, 1e9 + 0.0005, 1e9 + 0.001], counts: [1, 2])),
    ("no width", Histogram(edges: [1e17, 1e17], counts: [7])),
    ("infinite edges", Histogram(edges: [-.infinity, 0, .infinity], counts: [1, 2])),
    ("empty bins", Histogram(edges: [0, 1, 2], counts: [0, 0])),
    ("no bins", Histogram(edges: [0], counts: [])),
  ]

  private static let lines: [(String, PlotLine)] = [
    ("gaps", PlotLine([3, 1, .nan, 4, .infinity, .nan, .nan, 5, .nan, -.infinity, 6])),
    (
      "long",
      PlotLine(
        minima: (0..<800).map { Double($0 % 7) }, maxima: (0..<800).map { Double($0 % 7 * 2) },
        indices: 5..<1_000_000_005)
    ),
    ("one", PlotLine([5])),
    ("constant", PlotLine([Double](repeating: -3.25, count: 30))),
    ("all zero", PlotLine([0, 0])),
    ("far", PlotLine([-.greatestFiniteMagnitude, .greatestFiniteMagnitude, 0])),
    ("greatest", PlotLine([.greatestFiniteMagnitude])),
    ("near", PlotLine((0..<50).map { 1e9 + Double($0 % 5) * 1e-3 })),
    ("next", PlotLine([1, 1.0.nextUp, 1])),
    ("least", PlotLine([0, .leastNonzeroMagnitude])),
    ("only NaN", PlotLine([.nan, .nan])),
    ("only infinite", PlotLine([.infinity, -.infinity])),
    ("last indices", PlotLine(minima: [1, 2], maxima: [1, 2], indices: Int.max - 2..<Int.max)),
    ("no elements", PlotLine([])),
  ]

  private static let maps: [(String, PlotHeatMap)] = [
    ("cell", map(1, 1) { _ in 42 }),
    ("grid", map(3, 4) { $0 == 5 ? .nan : $0 == 10 ? .infinity : Double($0) }),
    ("large", map(240, 400) { Double($0 * 7919 % 1000) }),
    ("wider than the image", map(10, 900) { Double($0 % 900) }),
    ("long row", map(1, 360) { Double($0) }),
    ("long column", map(240, 1) { Double(-$0) }),
    ("far cells", map(2, 2) { $0 % 2 == 0 ? -1.7e308 : 1.7e308 }),
    ("near cells", map(30, 40) { 1e9 + Double($0) * 1e-6 }),
    ("only NaN cells", map(2, 2) { _ in .nan }),
    ("only infinite cells", map(2, 2) { _ in -.infinity }),
    ("no cells", map(0, 5) { _ in 0 }),
  ]

  /// A grid whose cells are numbered row by row.
  static func map(_ rows: Int, _ columns: Int, _ value: (Int) -> Double) -> PlotHeatMap {
    PlotHeatMap(
      rows: rows, columns: columns, values: (0..<rows * columns).map(value),
      rowIndices: 0..<rows, columnIndices: 0..<columns)
  }
}
