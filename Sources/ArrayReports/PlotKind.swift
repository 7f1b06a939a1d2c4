/// A way to draw elements.
public enum PlotKind: String, CaseIterable, Sendable {
  /// What suits the number of dimensions: a line for one, a heat map for two, else a histogram.
  case automatic = "auto"
  /// How many elements lie between edges, of any number of dimensions.
  case histogram
  /// Elements along one dimension.
  case line
  /// Elements over two dimensions.
  case heatMap = "heat-map"
}
