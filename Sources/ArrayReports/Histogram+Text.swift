extension Histogram {
  /// What is said below the bars.
  var summary: [String] {
    let total = Self.sum(of: counts[...])
    let bins = "\(PlotLabels.count(counts.count)) bin\(counts.count == 1 ? "" : "s")"
    return ["\(PlotLabels.count(total)) value\(total == 1 ? "" : "s") in \(bins)"]
  }

  /// A line a bin: its edges, its bar, its count.
  func lines(in area: PlotTextArea) -> [String] {
    let shown = area.height.map { merged(into: max($0 - 1, 1)) } ?? self
    let numbers = shown.counts.map(PlotLabels.count)
    let numberWidth = (numbers.map(\.count).max() ?? 0) + 1
    let names = shown.binNames(width: area.width - numberWidth)
    let nameWidth = (names.first?.count ?? 0) + 2
    let hasNumbers = nameWidth + Self.leastBarWidth + numberWidth <= area.width
    let barWidth = max(area.width - nameWidth - (hasNumbers ? numberWidth : 0), 0)
    let most = shown.counts.max() ?? 0
    let rows = shown.counts.indices.map { bin in
      let bar = Self.bar(of: shown.counts[bin], most: most, width: barWidth)
      let number = hasNumbers ? (bar.isEmpty ? "" : " ") + numbers[bin] : ""
      let name = area.cut(names[bin])
      return bar.isEmpty && number.isEmpty
        ? name : name + "  " + area.paint(bar, .terminalAccent) + number
    }
    return rows + area.joined(shown.summary)
  }

  /// The characters that a bar has at least for the fullest bin.
  private static let leastBarWidth = 4

  /// The edges of each bin as an interval; the lower one alone where there is little room.
  private func binNames(width: Int) -> [String] {
    let labels = PlotLabels.labels(ofEdges: edges)
    let longest = labels.map(\.count).max() ?? 0
    let padded = labels.map { String(repeating: " ", count: longest - $0.count) + $0 }
    if 2 * longest + 6 + Self.leastBarWidth > width { return padded.dropLast() }
    return counts.indices.map { bin in
      "[\(padded[bin]), \(padded[bin + 1])\(bin == counts.count - 1 ? "]" : ")")"
    }
  }

  /// A bar in eighths of a character; a bin that is not empty has one at least.
  private static func bar(of count: Int, most: Int, width: Int) -> String {
    guard count > 0, most > 0, width > 0 else { return "" }
    let part = Double(count) / Double(most) * Double(width * 8)
    let eighths = min(max(Int(part.rounded()), 1), width * 8)
    let ends = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    return String(repeating: "█", count: eighths / 8) + ends[eighths % 8]
  }

  /// The same with neighbouring bins put together until there are few enough.
  private func merged(into most: Int) -> Histogram {
    if counts.count <= most { return self }
    let group = (counts.count + most - 1) / most
    let starts = Array(stride(from: 0, to: counts.count, by: group))
    let sums = starts.map { Self.sum(of: counts[$0..<min($0 + group, counts.count)]) }
    return Histogram(edges: starts.map { edges[$0] } + edges.suffix(1), counts: sums)
  }

  /// A sum that stays at the greatest number when it would go beyond.
  private static func sum(of counts: ArraySlice<Int>) -> Int {
    counts.reduce(0) {
      let (sum, isOver) = $0.addingReportingOverflow($1)
      return isOver ? .max : sum
    }
  }
}
