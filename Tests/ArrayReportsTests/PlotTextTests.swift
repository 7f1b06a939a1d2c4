import ArrayReports
import Testing

@Suite("Plots on a terminal")
struct PlotTextTests {
  @Test func aHistogramHasALineABin() {
    let plot = Plot(
      .histogram(Histogram(edges: [-1, -0.5, 0, 0.5, 1], counts: [3, 12_345, 0, 8_000])),
      title: "noise.npy")
    #expect(
      plot.text(width: 44, usesColor: false) == """
        noise.npy
        [-1.0, -0.5)  ▏ 3
        [-0.5,    0)  ███████████████████████ 12,345
        [   0,  0.5)  0
        [ 0.5,  1.0]  ██████████████▉ 8,000
        20,348 values in 4 bins
        """)
  }

  @Test func aLowTerminalPutsBinsTogether() {
    let plot = Plot(
      .histogram(Histogram(edges: (0...20).map(Double.init), counts: Array(1...20))), title: "t")
    #expect(
      plot.text(width: 30, height: 12, usesColor: false) == """
        t
        [ 0,  2)  █▎ 3
        [ 2,  4)  ███ 7
        [ 4,  6)  ████▊ 11
        [ 6,  8)  ██████▌ 15
        [ 8, 10)  ████████▎ 19
        [10, 12)  ██████████ 23
        [12, 14)  ███████████▊ 27
        [14, 16)  █████████████▌ 31
        [16, 18)  ███████████████▎ 35
        [18, 20]  █████████████████ 39
        210 values in 10 bins
        """)
  }

  @Test func aLineHasGapsAndAxes() {
    let plot = Plot(
      .line(PlotLine([0, 1, 4, 9, 16, .nan, 36, 49, .infinity, 81])), title: "squares")
    #expect(
      plot.text(width: 40, height: 12, usesColor: false) == """
        squares
           │                             ⣠⠏⠉⠉⠉⠁
           │                            ⡴⠃
        50 ┤                          ⣀⡞⠁
           │                       ⣠⠴⠋⠁
           │
           │             ⣀⣠⠤⠄
         0 ┤ ⢀⣀⣀⣀⣀⡤⠤⠤⠖⠒⠚⠉⠁
           └─┬───┬───┬──┬───┬──┬───┬───┬──┬───┬─
             0   1   2  3   4  5   6   7  8   9
        min 0, max 81, inf at 1
        no value at 1 of 10 points
        """)
  }

  @Test func aHeatMapWithoutColorsIsShades() {
    let values: [Double] = [0, 1, 2, 3, 4, .nan, 6, 7, 8, 9, .infinity, 4]
    let map = PlotHeatMap(
      rows: 3, columns: 4, values: values, rowIndices: 0..<3, columnIndices: 0..<4)
    #expect(
      Plot(.heatMap(map), title: "grid").text(width: 40, height: 14, usesColor: false) == """
        grid
          │            ░░░░░░░░░░░░
        0 ┤            ░░░░░░░░░░░░
          │            ░░░░░░░░░░░░
          │▒▒▒▒▒▒××××××▓▓▓▓▓▓▓▓▓▓▓▓
        1 ┤▒▒▒▒▒▒××××××▓▓▓▓▓▓▓▓▓▓▓▓
          │▒▒▒▒▒▒××××××▓▓▓▓▓▓▓▓▓▓▓▓
          │██████████████████▒▒▒▒▒▒
        2 ┤██████████████████▒▒▒▒▒▒
          │██████████████████▒▒▒▒▒▒
          └───┬─────┬─────┬─────┬──
              0     1     2     3
        0 [    ░░░░▒▒▒▒▓▓▓▓████] 9
        inf at 1, no value (×) at 1 of 12 cells
        """)
  }

  @Test func aHeatMapWithColorsHasTwoRowsOfPixelsALine() {
    let map = PlotHeatMap(
      rows: 3, columns: 2, values: [0, 1, .nan, 3, .nan, .nan], rowIndices: 0..<3,
      columnIndices: 0..<2)
    let lines = Plot(.heatMap(map), title: "grid").text(width: 20, height: 12, usesColor: true)
      .split(separator: "\n")
    let low = "\u{1B}[0;38;2;43;16;82;48;2;43;16;82m▀▀▀▀"
    let middle = "\u{1B}[0;38;2;45;92;145;48;2;45;92;145m▀▀▀▀"
    let high = "\u{1B}[0;38;2;252;233;64;48;2;252;233;64m▀▀▀▀"
    #expect(
      lines.prefix(9) == [
        "\u{1B}[1mgrid\u{1B}[0m", "  │\(low)\(middle)\u{1B}[0m", "0 ┤\(low)\(middle)\u{1B}[0m",
        "  │    \(high)\u{1B}[0m", "1 ┤    \(high)\u{1B}[0m", "  │        \u{1B}[0m",
        "2 ┤        \u{1B}[0m", "  └──┬───┬─", "     0   1",
      ])
  }

  @Test func aSpikeOfALongLineIsSeenOnANarrowTerminal() {
    for spike in [0, 1, 399, 798, 799] {
      var maxima = [Double](repeating: 1, count: 800)
      maxima[spike] = 100
      let line = PlotLine(
        minima: [Double](repeating: 0, count: 800), maxima: maxima, indices: 0..<8_000_000)
      let top = Plot(.line(line), title: "").text(width: 20, usesColor: false)
        .split(separator: "\n", omittingEmptySubsequences: false)[1]
      let dots = top.unicodeScalars.filter { (0x2801...0x28FF).contains($0.value) }
      #expect((1...2).contains(dots.count), "\(spike): \(top)")
    }
  }

  @Test(arguments: [
    ("a\u{1B}[2Jb\nc\u{7F}\u{9B}d\re", "a[2Jbcde"), ("日本.npy", "日本.npy"), ("", ""),
  ])
  func aTitleHasNoControlCharacters(title: String, shown: String) {
    let plot = Plot(.line(PlotLine([])), title: title)
    #expect(plot.title == shown)
    #expect(plot.text(width: 40, usesColor: false) == "\(shown)\nno values")
  }

  @Test(arguments: PlotSample.all)
  func everyPlotKeepsToTheTerminalsSize(sample: PlotSample) {
    for width in [-1, 20, 33, 80, 200] {
      for height in [nil, 0, 17] {
        for usesColor in [false, true] {
          let text = sample.plot.text(width: width, height: height, usesColor: usesColor)
          let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
          let widest = lines.map(Self.shownLength).max() ?? 0
          #expect(widest <= max(width, 20), "\(width) × \(height ?? -1)\n\(text)")
          if let height { #expect(lines.count <= max(height, 12), "\(width)\n\(text)") }
          #expect(usesColor || !text.unicodeScalars.contains("\u{1B}"))
        }
      }
    }
  }

  /// The number of characters, without escape sequences.
  private static func shownLength(_ line: Substring) -> Int {
    var count = 0
    var isInSequence = false
    for scalar in line.unicodeScalars {
      if scalar == "\u{1B}" { isInSequence = true }
      if !isInSequence { count += 1 }
      if scalar == "m" { isInSequence = false }
    }
    return count
  }
}
