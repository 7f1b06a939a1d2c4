public import NPYFormat

/// Why elements cannot be drawn.
public enum PlotError: Error, Hashable, Sendable, CustomStringConvertible {
  /// They are no numbers.
  case notNumeric(DType)
  /// They have another number of dimensions than the plot.
  case wrongDimensions(PlotKind, needed: Int, shape: [Int])

  /// One line with the remedy.
  public var description: String {
    switch self {
    case .notNumeric(let dtype):
      if case .structured(let type) = dtype, let first = type.fields.first {
        "\(dtype) is no number; plot one field (--field \(first.name))"
      } else {
        "\(dtype) is no number and cannot be drawn"
      }
    case .wrongDimensions(let kind, let needed, let shape):
      "a \(kind.rawValue) plot is of \(needed) \(needed == 1 ? "dimension" : "dimensions") and the elements have \(shape.count); take a slice (--slice)"
    }
  }
}
