/// How elements are printed: numpy's print options, with its defaults.
public struct NumpyPrintOptions: Hashable, Sendable {
  /// The most digits after the decimal point of a float: from 0 to 2³¹ - 1.
  public var precision = 8
  /// The most elements that are printed in full; an array of more is summarised with `...`.
  public var threshold = 1000
  /// How many elements a summary shows at each end of each axis; at least 1.
  public var edgeItems = 3
  /// The most characters of a line, where a line can be broken.
  public var lineWidth = 75
  /// Whether floats below 10⁻⁴, or of very different sizes, are no reason to print exponents.
  public var suppressesSmall = false

  /// Makes numpy's defaults.
  public init() {}
}
