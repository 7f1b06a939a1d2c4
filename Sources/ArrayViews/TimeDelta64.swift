public import NPYFormat

/// A length of time as numpy's `timedelta64` of one unit has it.
@frozen
public struct TimeDelta64<Unit: TimeUnitTag>: PlainElement, Hashable {
  /// A number of units; `Int64.min` is "not a time".
  public var ticks: Int64

  /// Makes a length of time of a number of units.
  @inlinable
  public init(ticks: Int64) { self.ticks = ticks }

  /// Numpy's `NaT`.
  @inlinable
  public static var notATime: Self { Self(ticks: .min) }

  /// Whether it is "not a time".
  @inlinable
  public var isNotATime: Bool { ticks == .min }

  /// The time; nil for "not a time", for units of no fixed length, and where the seconds do not fit
  /// 64 bits.
  public var duration: Duration? { isNotATime ? nil : Unit.duration(of: ticks) }

  /// As numpy's `<m8` with the unit.
  public static var dtype: DType { .timedelta(Unit.unit, .native) }

  /// The ticks with their bytes backwards.
  @inlinable
  public static func byteSwapped(_ bits: Self) -> Self { Self(ticks: bits.ticks.byteSwapped) }
}
