import Testing

@testable import ArrayReports

@Suite("Numbers and ticks of a plot")
struct PlotAxisTests {
  private static let axes: [(Double, Double, [String])] = [
    (0.0, 1.0, ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    (-2.7, 2.7, ["-2", "-1", "0", "1", "2"]),
    (0, 1e12, ["0", "0.2e12", "0.4e12", "0.6e12", "0.8e12", "1.0e12"]),
    (0, 250_000, ["0", "50000", "100000", "150000", "200000", "250000"]),
    (1e-7, 5e-7, ["1e-7", "2e-7", "3e-7", "4e-7", "5e-7"]),
    (
      1e9, 1e9 + 1e-3,
      [
        "1000000000.0000", "1000000000.0002", "1000000000.0004", "1000000000.0006",
        "1000000000.0008", "1000000000.0010",
      ]
    ),
    (-1.7e308, 1.7e308, ["-1e308", "0", "1e308"]),
    (1, 1.0.nextUp, ["1.0000000000000000", "1.0000000000000002"]),
    (0, .leastNonzeroMagnitude, ["0"]),
  ]

  @Test(arguments: axes)
  func ticksAreRoundNumbersWithLabelsThatDiffer(lower: Double, upper: Double, labels: [String]) {
    let ticks = PlotAxis(from: lower, through: upper).ticks(atMost: 5)
    #expect(ticks.map(\.label) == labels)
    #expect(ticks.allSatisfy { (0...1).contains($0.fraction) })
    #expect(zip(ticks, ticks.dropFirst()).allSatisfy { $0.fraction < $1.fraction })
  }

  @Test(arguments: [0..<1, 0..<3, 7..<9, 0..<1_000_000, Int.max - 3..<Int.max])
  func ticksOfIndicesAreWhole(indices: Range<Int>) {
    let ticks = PlotAxis(indices: indices).ticks(atMost: 8)
    #expect(ticks.count <= 9)
    #expect(ticks.allSatisfy { !$0.label.contains(".") || $0.label.contains("e") })
  }

  private static let numbers: [([Double], Int, [String])] = [
    ([0.5, 0.25, -3], -3, ["0.50", "0.25", "-3.00"]), ([0.0004], -4, ["0.0004"]),
    ([0.99996], -4, ["1"]), ([-0.00004], -4, ["0"]), ([123_456], 0, ["123456"]),
    ([1_234_567], 3, ["1.235e6"]), ([1_000_000, 2_500_000], 0, ["1.0e6", "2.5e6"]),
    ([0.000012], -6, ["1.2e-5"]), ([9.5, 0.04], 0, ["10", "0"]),
    ([.infinity, -.infinity, .nan, 1], 0, ["inf", "-inf", "nan", "1"]), ([], 0, []),
  ]

  @Test(arguments: numbers)
  func numbersBesideOneAnotherHaveEquallyManyDecimals(
    values: [Double], place: Int, labels: [String]
  ) {
    #expect(PlotLabels.labels(values, toPlace: place) == labels)
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (-999, "-999"), (-1000, "-1,000"),
    (1_000_000_000_000, "1,000,000,000,000"), (Int.max, "9,223,372,036,854,775,807"),
  ])
  func countsHaveCommas(count: Int, text: String) {
    #expect(PlotLabels.count(count) == text)
  }

  @Test func theDigitsOfANumberReadBackAsIt() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<10_000 {
      let value = Double(bitPattern: generator.next())
      guard value.isFinite else { continue }
      let decimal = PlotDecimal(value)
      let place = decimal.lastPlace ?? 0
      let text = decimal.text(
        toPlace: min(place, decimal.exponent), dividedByTenTo: decimal.exponent)
      #expect(Double("\(text)e\(decimal.exponent)") == value, "\(value)")
    }
  }

  @Test func numbersBelowAnAxisKeepApart() {
    for axis in [PlotAxis(from: 1e9, through: 1e9 + 1e-3), PlotAxis(indices: 98..<104)] {
      for width in 20...100 {
        let area = PlotTextArea(width: width, height: nil, usesColor: false)
        let lines = area.framed([], columns: width - 1, rowLabels: [:], axis: axis)
        let labels = axis.ticks(fitting: width - 1, advance: 1).map(\.label)
        let shown = lines[1].split(separator: " ").map(String.init)
        #expect(!shown.isEmpty && Set(shown).isSubset(of: labels), "\(lines[1])")
      }
    }
  }

  @Test func theWidestRangeDoesNotOverflow() {
    let greatest = Double.greatestFiniteMagnitude
    let axis = PlotAxis(from: -greatest, through: greatest, padding: 0.04)
    #expect(axis.lower == -greatest && axis.upper == greatest)
    #expect([-greatest, 0, greatest].map(axis.fraction) == [0, 0.5, 1])
    #expect([-Double.infinity, .infinity, .nan].map(axis.fraction) == [0, 1, 0])
  }
}
