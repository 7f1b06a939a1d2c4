/// What a plot shows.
public enum PlotContent: Hashable, Sendable {
  /// Bars, one a bin.
  case histogram(Histogram)
  /// A line along an array of one dimension.
  case line(PlotLine)
  /// A grid of colours, for an array of two dimensions.
  case heatMap(PlotHeatMap)
}
