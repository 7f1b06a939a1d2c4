/// One dimension of a view.
@frozen
public struct Axis: Hashable, Sendable {
  /// How many places it has.
  public let extent: Int
  /// From one place to the next, in bytes; negative when the axis runs backwards.
  public let stride: Int

  /// Makes an axis.
  @inlinable
  public init(extent: Int, stride: Int) {
    self.extent = extent
    self.stride = stride
  }
}
