import NPYShare

/// A plot as it suits where results go.
enum TerminalPlot {
  /// Text of the terminal's width, in colours where there is one and nobody has said no
  /// (`NO_COLOR`); of 80 columns and without colours elsewhere.
  static func text(_ plot: Plot) -> String {
    let columns = StandardOutput.columns
    return plot.text(
      width: columns ?? 80,
      usesColor: columns != nil && Environment.value(of: "NO_COLOR") == nil)
  }
}
