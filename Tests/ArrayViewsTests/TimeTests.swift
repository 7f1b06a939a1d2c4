import ArrayViews
import NPYFormat
import Testing

@Suite struct TimeTests {
  static let extremes: [Int64] = [
    .min, .min + 1, -(1 << 53), -86_401, -1_000_000_001, -1, 0, 1, 999, 86_400, 1 << 62, .max,
  ]

  @Test(arguments: extremes)
  func noTicksTrap(ticks: Int64) {
    func check<Unit: TimeUnitTag>(_ unit: Unit.Type, seconds: Int64, perSecond: Int64) {
      let duration = DateTime64<Unit>(ticks: ticks).durationSince1970
      #expect(duration == TimeDelta64<Unit>(ticks: ticks).duration)
      let (product, overflow) = ticks.multipliedReportingOverflow(by: seconds)
      if ticks == .min || overflow {
        #expect(duration == nil, "\(unit) \(ticks)")
      } else {
        let (whole, rest) = product.quotientAndRemainder(dividingBy: perSecond)
        let expected = Duration(
          secondsComponent: whole,
          attosecondsComponent: rest * (1_000_000_000_000_000_000 / perSecond))
        #expect(duration == expected, "\(unit) \(ticks)")
      }
    }
    check(TimeUnit.Days.self, seconds: 86_400, perSecond: 1)
    check(TimeUnit.Hours.self, seconds: 3_600, perSecond: 1)
    check(TimeUnit.Minutes.self, seconds: 60, perSecond: 1)
    check(TimeUnit.Seconds.self, seconds: 1, perSecond: 1)
    check(TimeUnit.Milliseconds.self, seconds: 1, perSecond: 1_000)
    check(TimeUnit.Microseconds.self, seconds: 1, perSecond: 1_000_000)
    check(TimeUnit.Nanoseconds.self, seconds: 1, perSecond: 1_000_000_000)
    check(Fortnights.self, seconds: 14 * 86_400, perSecond: 1)
    check(Attoseconds.self, seconds: 1, perSecond: 1_000_000_000_000_000_000)
    check(Huge.self, seconds: .max, perSecond: 1)
    #expect(DateTime64<Months>(ticks: ticks).durationSince1970 == nil)
  }

  enum Fortnights: TimeUnitTag { static var unit: TimeUnit { TimeUnit(.week, multiple: 2) } }
  enum Attoseconds: TimeUnitTag { static var unit: TimeUnit { TimeUnit(.attosecond) } }
  enum Months: TimeUnitTag { static var unit: TimeUnit { TimeUnit(.month) } }
  enum Huge: TimeUnitTag { static var unit: TimeUnit { TimeUnit(.second, multiple: .max) } }

  @Test func oneDayIsADay() {
    #expect(DateTime64<TimeUnit.Days>(ticks: 1).durationSince1970 == .seconds(86_400))
    #expect(DateTime64<TimeUnit.Milliseconds>(ticks: -1_500).durationSince1970 == .seconds(-1.5))
    #expect(TimeDelta64<TimeUnit.Nanoseconds>(ticks: 7).duration == .nanoseconds(7))
  }

  @Test func notATimeIsNotATime() throws {
    typealias Time = DateTime64<TimeUnit.Seconds>
    #expect(Time.notATime.isNotATime && !Time(ticks: .min + 1).isNotATime)
    #expect(TimeDelta64<TimeUnit.Days>.notATime.isNotATime)
    let bytes: [UInt8] = [0x80, 0, 0, 0, 0, 0, 0, 0]
    let layout = StridedLayout(dtype: try DType(parsing: ">M8[s]"), shape: [1])
    #expect(try ArrayView<Time>(bytes.span, layout)[0] == .notATime)
  }

  @Test func anotherUnitIsAnotherType() throws {
    let bytes = [UInt8](repeating: 0, count: 8)
    for descr in ["<M8[ms]", "<m8[s]", "<i8", "<M8", "<M8[2s]"] {
      let found = try DType(parsing: descr)
      let asked = DateTime64<TimeUnit.Seconds>.dtype
      #expect(throws: ArrayViewError.elementMismatch(found: found, asked: asked)) {
        let layout = StridedLayout(dtype: found, shape: [1])
        return try ArrayView<DateTime64<TimeUnit.Seconds>>(bytes.span, layout).count
      }
    }
  }
}
