import NPYFormat

/// Times as numpy prints them.
///
/// Dates are of the Gregorian calendar, which is taken to have been in use for all time, with a
/// year 0. What overflows 64 bits wraps around, as it does in numpy 2.4.
enum NumpyTimeText {
  /// What a count that is not a time is called.
  static let notATime = "NaT"

  /// A date, and a time of day as precise as the unit: `2024-02-29T12:30`.
  static func date(_ count: Int64, _ unit: TimeUnit) -> String {
    guard count != Int64.min else { return notATime }
    let units = count &* Int64(truncatingIfNeeded: unit.multiple)
    switch unit.unit {
    case .generic: return String(count)
    case .year: return year(1970 &+ units)
    case .month:
      let (years, month) = floored(units, by: 12)
      return year(1970 + years) + "-" + padded(month + 1, 2)
    case .week: return day(units &* 7)
    case .day: return day(units)
    case .hour:
      let (days, hour) = floored(units, by: 24)
      return day(days) + "T" + padded(hour, 2)
    case .minute:
      let (days, minute) = floored(units, by: 1440)
      return day(days) + "T" + clock(minutes: minute)
    case .second: return instant(units, partsOfSecond: 1, digits: 0)
    case .millisecond: return instant(units, partsOfSecond: 1_000, digits: 3)
    case .microsecond: return instant(units, partsOfSecond: 1_000_000, digits: 6)
    case .nanosecond: return instant(units, partsOfSecond: 1_000_000_000, digits: 9)
    case .picosecond: return instant(units, partsOfSecond: 1_000_000_000_000, digits: 12)
    case .femtosecond: return instant(units, partsOfSecond: 1_000_000_000_000_000, digits: 15)
    case .attosecond: return instant(units, partsOfSecond: 1_000_000_000_000_000_000, digits: 18)
    }
  }

  /// A number of units and their name: `15 days`.
  static func duration(_ count: Int64, _ unit: TimeUnit) -> String {
    guard count != Int64.min else { return notATime }
    let name =
      switch unit.unit {
      case .generic: "generic time units"
      case .year: "years"
      case .month: "months"
      case .week: "weeks"
      case .day: "days"
      case .hour: "hours"
      case .minute: "minutes"
      case .second: "seconds"
      case .millisecond: "milliseconds"
      case .microsecond: "microseconds"
      case .nanosecond: "nanoseconds"
      case .picosecond: "picoseconds"
      case .femtosecond: "femtoseconds"
      case .attosecond: "attoseconds"
      }
    return "\(count &* Int64(truncatingIfNeeded: unit.multiple)) \(name)"
  }

  /// A year of at least four characters; numpy knows "not a time" by this of all years.
  private static func year(_ year: Int64) -> String {
    year == Int64.min ? notATime : padded(year, 4)
  }

  private static func instant(_ units: Int64, partsOfSecond: Int64, digits: Int) -> String {
    let (seconds, parts) = floored(units, by: partsOfSecond)
    let (days, second) = floored(seconds, by: 86_400)
    let text = day(days) + "T" + clock(minutes: second / 60) + ":" + padded(second % 60, 2)
    return digits == 0 ? text : text + "." + padded(parts, digits)
  }

  private static func clock(minutes: Int64) -> String {
    padded(minutes / 60, 2) + ":" + padded(minutes % 60, 2)
  }

  /// The date so many days after 1970-01-01.
  private static func day(_ days: Int64) -> String {
    // 146,097 days make 400 years. numpy counts them from 2000-01-01, which tells which days wrap
    // around. Counted from March 1 on, every leap day is the last day of a year.
    let (cyclesFromJanuary, dayFromJanuary) = floored(days &- 10_957, by: 146_097)
    let (carry, dayOfCycle) = floored(dayFromJanuary - 60, by: 146_097)
    let cycles = cyclesFromJanuary + carry
    let centuries = min(dayOfCycle / 36_524, 3)
    let dayOfCentury = dayOfCycle - centuries * 36_524
    let leapCycles = dayOfCentury / 1_461
    let dayOfLeapCycle = dayOfCentury - leapCycles * 1_461
    let years = min(dayOfLeapCycle / 365, 3)
    let dayOfYear = dayOfLeapCycle - years * 365
    // From March on, five months have 31, 30, 31, 30 and 31 days: 153 in all.
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5
    let isNextYear = monthFromMarch >= 10
    let month = isNextYear ? monthFromMarch - 9 : monthFromMarch + 3
    let yearNumber = 2000 + 400 * cycles + 100 * centuries + 4 * leapCycles + years
    return [year(yearNumber + (isNextYear ? 1 : 0)), padded(month, 2), padded(dayOfMonth + 1, 2)]
      .joined(separator: "-")
  }

  private static func floored(
    _ value: Int64, by divisor: Int64
  ) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }

  /// A number with zeros before it, and a sign, if it has one, before them.
  private static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number.magnitude)
    let sign = number < 0 ? "-" : ""
    let zeros = max(0, width - sign.utf8.count - digits.utf8.count)
    return sign + String(repeating: "0", count: zeros) + digits
  }
}
