public import NPYFormat

/// A point in time as numpy's `datetime64` of one unit has it.
@frozen
public struct DateTime64<Unit: TimeUnitTag>: PlainElement, Hashable {
  /// Units since 1970-01-01T00:00; `Int64.min` is "not a time".
  public var ticks: Int64

  /// Makes a point in time of units since 1970-01-01T00:00.
  @inlinable
  public init(ticks: Int64) { self.ticks = ticks }

  /// Numpy's `NaT`.
  @inlinable
  public static var notATime: Self { Self(ticks: .min) }

  /// Whether it is "not a time".
  @inlinable
  public var isNotATime: Bool { ticks == .min }

  /// The time since 1970-01-01T00:00; nil for "not a time", for units of no fixed length, and where
  /// the seconds do not fit 64 bits.
  public var durationSince1970: Duration? {
    isNotATime ? nil : Unit.duration(of: ticks)
  }

  /// As numpy's `<M8` with the unit.
  public static var dtype: DType { .datetime(Unit.unit, .native) }

  /// The ticks with their bytes backwards.
  @inlinable
  public static func byteSwapped(_ bits: Self) -> Self { Self(ticks: bits.ticks.byteSwapped) }
}
