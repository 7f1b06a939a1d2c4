/// How far two numbers may be apart and still count as equal: numpy's `isclose`.
///
/// The distance may be `absolute + relative * |second|`.
public struct DifferenceTolerance: Hashable, Sendable {
  /// The part of the second number that the distance may be.
  public var relative = 0.0
  /// The distance that is always allowed.
  public var absolute = 0.0
  /// Whether NaN equals NaN, and "not a time" itself.
  public var equalNaN = false

  /// Only equal numbers are equal.
  public init() {}

  /// Makes a tolerance.
  ///
  /// - Precondition: neither number is negative or NaN.
  public init(relative: Double, absolute: Double = 0, equalNaN: Bool = false) {
    precondition(
      relative >= 0 && absolute >= 0, "tolerances of \(relative) and \(absolute)")
    self.relative = relative
    self.absolute = absolute
    self.equalNaN = equalNaN
  }

  /// Whether two unequal numbers, neither of them NaN, are near enough; given their distance and the
  /// second one's absolute value.
  @inline(__always)
  func allows(_ distance: Double, from second: Double) -> Bool {
    if relative == 0, absolute == 0 { return false }
    return distance <= absolute + relative * second && second.isFinite
  }
}
