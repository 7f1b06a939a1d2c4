import ArrayViews
import Testing

@testable import ArrayReports

@Suite("NumpyText of long doubles")
struct NumpyTextLongDoubleTests {
  /// Patterns of IEEE quadruple precision.
  @Test(arguments: [
    (LongDouble(low: 0, high: 0x3FFF_0000_0000_0000), 1),
    (LongDouble(low: 0, high: 0xC000_8000_0000_0000), -3),
    (LongDouble(low: 0, high: 0x8000_0000_0000_0000), -0.0),
    (LongDouble(low: 1, high: 0), 0),
    (LongDouble(low: 0x999A_0000_0000_0000, high: 0x3FFB_9999_9999_9999), 0.1),
    (LongDouble(low: 0x0800_0000_0000_0001, high: 0x3FFF_0000_0000_0000), 1.0.nextUp),
    (LongDouble(low: 0x0800_0000_0000_0000, high: 0x3FFF_0000_0000_0000), 1),
    (LongDouble(low: 0xF800_0000_0000_0000, high: 0x3FFF_FFFF_FFFF_FFFF), 2),
    (LongDouble(low: 0, high: 0x3BCD_0000_0000_0000), 0x1p-1074),
    (LongDouble(low: 0, high: 0x43FF_0000_0000_0000), .infinity),
    (LongDouble(low: 0, high: 0xFFFF_0000_0000_0000), -.infinity),
    (LongDouble(low: 1, high: 0x7FFF_0000_0000_0000), .nan),
  ])
  func quadruplesAreRoundedToDoubles(_ quadruple: LongDouble, _ number: Double) {
    let rounded = quadruple.roundedQuadruple
    #expect(rounded.isNaN == number.isNaN && (rounded == number || number.isNaN))
    #expect(rounded.sign == number.sign || number.isNaN)
  }
}
