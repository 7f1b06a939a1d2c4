/// The unit of a `datetime64` or `timedelta64`: a calendar or clock unit and a multiple of it.
///
/// `[25s]` in a descr is 25 seconds per tick. The unit codes are numpy's (NEP 7); the business
/// day `B` was removed from numpy and is not among them.
public struct TimeUnit: Hashable, Sendable, CustomStringConvertible {
  /// One of numpy's units; the raw value is its code in a descr.
  public enum Unit: String, Hashable, Sendable, CaseIterable {
    /// No unit: ticks without a length.
    case generic
    /// Calendar years.
    case year = "Y"
    /// Calendar months.
    case month = "M"
    /// Weeks of seven days.
    case week = "W"
    /// Days.
    case day = "D"
    /// Hours.
    case hour = "h"
    /// Minutes.
    case minute = "m"
    /// Seconds.
    case second = "s"
    /// 10⁻³ seconds.
    case millisecond = "ms"
    /// 10⁻⁶ seconds.
    case microsecond = "us"
    /// 10⁻⁹ seconds.
    case nanosecond = "ns"
    /// 10⁻¹² seconds.
    case picosecond = "ps"
    /// 10⁻¹⁵ seconds.
    case femtosecond = "fs"
    /// 10⁻¹⁸ seconds.
    case attosecond = "as"
  }

  /// The unit that is counted.
  public let unit: Unit
  /// How many of `unit` one tick is; 1 for `.generic`.
  ///
  /// numpy stores a 32-bit number and checks little: a file may say 0, and a divisor such as
  /// `[D/-2]` gives a negative one.
  public let multiple: Int

  /// Creates a unit; the multiple of `.generic` is always 1, as numpy has it.
  public init(_ unit: Unit, multiple: Int = 1) {
    self.unit = unit
    self.multiple = unit == .generic ? 1 : multiple
  }

  /// What follows `M8` or `m8` in a descr: `[25s]`, `[ns]`, or nothing for `.generic`.
  public var description: String {
    if unit == .generic { return "" }
    return multiple == 1 ? "[\(unit.rawValue)]" : "[\(multiple)\(unit.rawValue)]"
  }

  /// Whether numpy reads back the text that it writes for this unit.
  var isWritable: Bool { (0...Int(Int32.max)).contains(multiple) }
}
