/// A mark on an axis.
struct PlotTick: Hashable {
  /// Where on the axis it is, from 0 at the lower end to 1 at the upper one.
  let fraction: Double
  /// Its number.
  let label: String
}
