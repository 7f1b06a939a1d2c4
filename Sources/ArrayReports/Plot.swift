/// A picture of an array for a terminal or a file.
public struct Plot: Hashable, Sendable {
  /// What it shows.
  public let content: PlotContent
  /// The line above it, without control characters.
  public let title: String

  /// The number of columns to which a longer array is best reduced for a line.
  ///
  /// For a heat map, ``PlotHeatMap/gridSize(forRows:columns:)`` says it.
  public static let lineColumns = 800

  /// Makes a plot.
  ///
  /// Control characters are taken out of the title. Where they matter, the caller writes them
  /// otherwise before.
  public init(_ content: PlotContent, title: String) {
    self.content = content
    let shown = title.unicodeScalars.filter { !($0.value < 0x20 || (0x7F..<0xA0) ~= $0.value) }
    self.title = String(String.UnicodeScalarView(shown))
  }

  /// The plot as lines of text, the last without a line feed.
  ///
  /// - Parameters:
  ///   - width: columns of the terminal. Fewer than 20 count as 20, more than 1,000 as 1,000.
  ///   - height: the most lines, where fewer than 12 count as 12 and more than 1,000 as 1,000; nil
  ///     for as many as suit the content, for a histogram one a bin.
  ///   - usesColor: whether the terminal shows 24-bit colours. Without them there are no escape
  ///     sequences at all, and shades stand for the colours of a heat map.
  /// - Returns: Text in Unicode's block elements and braille.
  public func text(width: Int, height: Int? = nil, usesColor: Bool) -> String {
    // One line is the title.
    let area = PlotTextArea(
      width: min(max(width, 20), 1_000), height: height.map { min(max($0, 12), 1_000) - 1 },
      usesColor: usesColor)
    let heading = area.cut(title)
    return ([usesColor ? "\u{1B}[1m\(heading)\u{1B}[0m" : heading] + lines(in: area))
      .joined(separator: "\n")
  }

  private func lines(in area: PlotTextArea) -> [String] {
    if isEmpty { return [Self.emptinessNote] }
    return switch content {
    case .histogram(let histogram): histogram.lines(in: area)
    case .line(let line): line.lines(in: area)
    case .heatMap(let map): map.lines(in: area)
    }
  }

  /// What is said in place of a picture of nothing.
  static let emptinessNote = "no values"

  /// Whether there is nothing to show.
  var isEmpty: Bool {
    switch content {
    case .histogram(let histogram): histogram.counts.isEmpty
    case .line(let line): line.minima.isEmpty
    case .heatMap(let map): map.values.isEmpty
    }
  }
}
