public import NPYFormat

/// A unit of time as a type, so that arrays of other units are told apart.
public protocol TimeUnitTag: Sendable {
  /// The unit.
  static var unit: TimeUnit { get }
}

extension TimeUnit {
  /// Days: `[D]`.
  public enum Days: TimeUnitTag {
    /// As numpy's `[D]`.
    public static var unit: TimeUnit { TimeUnit(.day) }
  }
  /// Hours: `[h]`.
  public enum Hours: TimeUnitTag {
    /// As numpy's `[h]`.
    public static var unit: TimeUnit { TimeUnit(.hour) }
  }
  /// Minutes: `[m]`.
  public enum Minutes: TimeUnitTag {
    /// As numpy's `[m]`.
    public static var unit: TimeUnit { TimeUnit(.minute) }
  }
  /// Seconds: `[s]`.
  public enum Seconds: TimeUnitTag {
    /// As numpy's `[s]`.
    public static var unit: TimeUnit { TimeUnit(.second) }
  }
  /// Milliseconds: `[ms]`.
  public enum Milliseconds: TimeUnitTag {
    /// As numpy's `[ms]`.
    public static var unit: TimeUnit { TimeUnit(.millisecond) }
  }
  /// Microseconds: `[us]`.
  public enum Microseconds: TimeUnitTag {
    /// As numpy's `[us]`.
    public static var unit: TimeUnit { TimeUnit(.microsecond) }
  }
  /// Nanoseconds: `[ns]`.
  public enum Nanoseconds: TimeUnitTag {
    /// As numpy's `[ns]`.
    public static var unit: TimeUnit { TimeUnit(.nanosecond) }
  }
}

extension TimeUnitTag {
  /// So many ticks; nil where the unit has no fixed length, or the whole more seconds, or more of
  /// the unit's parts of one, than 64 bits can count.
  static func duration(of ticks: Int64) -> Duration? {
    let (secondsPerTick, ticksPerSecond): (Int64, Int64)
    switch unit.unit {
    case .week: (secondsPerTick, ticksPerSecond) = (604_800, 1)
    case .day: (secondsPerTick, ticksPerSecond) = (86_400, 1)
    case .hour: (secondsPerTick, ticksPerSecond) = (3_600, 1)
    case .minute: (secondsPerTick, ticksPerSecond) = (60, 1)
    case .second: (secondsPerTick, ticksPerSecond) = (1, 1)
    case .millisecond: (secondsPerTick, ticksPerSecond) = (1, 1_000)
    case .microsecond: (secondsPerTick, ticksPerSecond) = (1, 1_000_000)
    case .nanosecond: (secondsPerTick, ticksPerSecond) = (1, 1_000_000_000)
    case .picosecond: (secondsPerTick, ticksPerSecond) = (1, 1_000_000_000_000)
    case .femtosecond: (secondsPerTick, ticksPerSecond) = (1, 1_000_000_000_000_000)
    case .attosecond: (secondsPerTick, ticksPerSecond) = (1, 1_000_000_000_000_000_000)
    case .generic, .year, .month: return nil
    }
    let (perTick, overflow) = secondsPerTick.multipliedReportingOverflow(by: Int64(unit.multiple))
    let (units, unitsOverflow) = ticks.multipliedReportingOverflow(by: perTick)
    guard !overflow, !unitsOverflow else { return nil }
    let (seconds, rest) = units.quotientAndRemainder(dividingBy: ticksPerSecond)
    return Duration(
      secondsComponent: seconds,
      attosecondsComponent: rest * (1_000_000_000_000_000_000 / ticksPerSecond))
  }
}
