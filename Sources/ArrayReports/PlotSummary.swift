/// What is said below a plot, in parts of a few words.
enum PlotSummary {
  /// The range of the finite values.
  static func range(_ bounds: ClosedRange<Double>?) -> [String] {
    guard let bounds else { return ["no finite value"] }
    let (lowest, highest) = labels(bounds)
    return lowest == highest ? ["all \(lowest)"] : ["min \(lowest)", "max \(highest)"]
  }

  /// The labels of the ends of a range.
  static func labels(_ bounds: ClosedRange<Double>) -> (lowest: String, highest: String) {
    let width = bounds.upperBound - bounds.lowerBound
    return (
      PlotLabels.label(bounds.lowerBound, in: width), PlotLabels.label(bounds.upperBound, in: width)
    )
  }

  /// How often there is what cannot be drawn to scale.
  ///
  /// - Parameters:
  ///   - lows: the lowest value of each place that is drawn.
  ///   - highs: the highest.
  ///   - place: the name of a place, such as `cell`.
  ///   - mark: what stands where there is no value, in brackets after a blank.
  /// - Returns: Nothing if all is to scale.
  static func notes(
    lows: [Double], highs: [Double], place: String, mark: String = ""
  ) -> [String] {
    let counts = [
      ("inf", highs.count { $0 == .infinity }), ("-inf", lows.count { $0 == -.infinity }),
      ("no value" + mark, zip(lows, highs).count { $0.isNaN || $1.isNaN }),
    ]
    var notes = counts.filter { $0.1 > 0 }.map { "\($0) at \(PlotLabels.count($1))" }
    if let last = notes.popLast() {
      notes.append(
        "\(last) of \(PlotLabels.count(lows.count)) \(place)\(lows.count == 1 ? "" : "s")")
    }
    return notes
  }

  /// Parts with commas between them, in as few lines of a width as they fit.
  static func lines(_ parts: [String], width: Int) -> [String] {
    var lines: [String] = []
    for part in parts {
      if let last = lines.last, last.count + 2 + part.count <= width {
        lines[lines.count - 1] = "\(last), \(part)"
      } else {
        lines.append(part)
      }
    }
    return lines
  }
}
