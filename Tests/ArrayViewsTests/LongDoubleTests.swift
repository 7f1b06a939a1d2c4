import ArrayViews
import NPYFormat
import TestSupport
import Testing

@Suite struct LongDoubleTests {
  static let texts = [
    "0", "-0", "1", "-1", "0.1", "-1e4000", "3.6e-4951", "1e-4945", "3.3621e-4932", "inf", "-inf",
    "nan", "1.18973149535723176502e+4932", "18446744073709551615", "0.333333333333333333333",
  ]

  @Test func theBitsAreThoseOfNumpysLongDouble() throws {
    let child = try ChildProcess.python(
      """
      for text in sys.argv[1].split():
          for order in "<>":
              print(*np.array(np.longdouble(text)).astype(order + "f16").tobytes())
      """, [Self.texts.joined(separator: " ")])
    let lines = child.output.split(separator: "\n")
    try #require(lines.count == 2 * Self.texts.count, "\(child.errors)")
    for (number, line) in lines.enumerated() {
      let text = Self.texts[number / 2]
      let bytes = line.split(separator: " ").compactMap { UInt8($0) }
      let dtype = DType.float(bytes: 16, number % 2 == 0 ? .little : .big)
      guard case .longDouble(let value) = ElementValue(bytes: bytes.span, dtype: dtype) else {
        Issue.record("\(text) is no long double")
        continue
      }
      #if arch(x86_64)
        let expected = try #require(Float80(text))
        #expect(value.value == expected || (expected.isNaN && value.value.isNaN), "\(text)")
        #expect(value.value.sign == expected.sign, "\(text)")
      #else
        #expect(value.high << 1 != 0 || text.hasSuffix("0"), "\(text)")
      #endif
    }
  }
}
