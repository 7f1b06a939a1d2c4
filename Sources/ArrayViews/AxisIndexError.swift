/// Why a view cannot be indexed so.
public enum AxisIndexError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text between two commas is no index, slice, ellipsis or new axis.
  case notAnIndex(String)
  /// More axes are indexed than there are.
  case tooManyIndices(indices: Int, dimensions: Int)
  /// A place that an axis does not have.
  case outOfBounds(index: Int, axis: Int, extent: Int)
  /// A step of 0 leads nowhere.
  case zeroStep(axis: Int)
  /// Two ellipses.
  case severalEllipses
  /// The result would have more than 64 dimensions, which is numpy's limit.
  case tooManyDimensions(Int)

  /// One line that names the numbers.
  public var description: String {
    switch self {
    case .notAnIndex(let text):
      "'\(text)' is no index; write numbers, slices such as 0:10:2, '...' or None, with commas"
    case .tooManyIndices(let indices, let dimensions):
      "\(indices) indices for an array of \(dimensions) dimensions"
    case .outOfBounds(let index, let axis, let extent):
      "index \(index) is out of bounds for axis \(axis) with size \(extent)"
    case .zeroStep(let axis): "the step along axis \(axis) is 0"
    case .severalEllipses: "more than one '...'"
    case .tooManyDimensions(let count): "\(count) dimensions; numpy allows 64"
    }
  }
}
