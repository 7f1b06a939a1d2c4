import ArrayReports
import ArrayViews
import NPYFormat
import TestSupport
import Testing

@Suite("NumpyText")
struct NumpyTextTests {
  @Test func arraysArePrintedAsNumpyPrintsThem() throws {
    let directory = try TemporaryDirectory()
    let file = directory.file("cases")
    let complaint = try NumpyTextPeer.write(3000, seed: 20_260_801, to: file)
    #expect(complaint == "")
    let cases = try NumpyTextCase.read(file)
    #expect(cases.count >= 3000)
    for (number, arrayCase) in cases.enumerated() {
      let (text, expected) = (arrayCase.text, arrayCase.expected)
      // Not `==`, which would take two ways to write an accent for one.
      let isSame = text.utf8.elementsEqual(expected.utf8)
      #expect(
        isSame,
        """
        case \(number): \(arrayCase.array.header.dtype) \(arrayCase.array.header.shape) \
        \(arrayCase.options)
        numpy: \(expected.prefix(2000))
        here: \(text.prefix(2000))
        """)
    }
    print("texts: \(cases.count) as numpy prints them")
  }

  @Test func onlyWhatIsShownIsAskedFor() {
    var indices: [[Int]] = []
    let text = NumpyText(shape: [100_000, 100_000], dtype: .int64) {
      indices.append($0)
      return .int(Int64(100_000 * $0[0] + $0[1]))
    }
    let ends = [0, 1, 2, 99_997, 99_998, 99_999]
    #expect(indices == ends.flatMap { row in ends.map { [row, $0] } })
    #expect(NumpyText.shownElementCount(of: [100_000, 100_000]) == 36)
    #expect(text.description == text.text)
    #expect(
      text.text.split(separator: "\n").first
        == "[[         0          1          2 ...      99997      99998      99999]")
  }

  @Test(arguments: [
    ([], 1), ([7], 7), ([1000], 1000), ([1001], 6), ([3, 0], 0), ([0, 2000], 0), ([2, 1000], 12),
    ([Int.max, 0, 2], 0), ([Int.max, Int.max], 36), (Array(repeating: 2, count: 64), Int.max),
  ])
  func howMuchIsShownIsKnownBeforehand(_ shape: [Int], _ count: Int) {
    #expect(NumpyText.shownElementCount(of: shape) == count)
  }

  @Test(arguments: [
    (ElementValue.unicode([0xDC00, 0x41, 0x110000]), #"\udc00A\U00110000"#),
    (.datetime(-5, TimeUnit(.generic)), "-5"),
    (.datetime(Int64.min, TimeUnit(.generic)), "NaT"),
  ])
  func whatNumpyRefusesToPrintHasTextToo(_ value: ElementValue, _ text: String) {
    let dtype: DType =
      if case .unicode = value { .unicode(3, .native) } else {
        .datetime(TimeUnit(.generic), .native)
      }
    #expect(NumpyText(shape: [], dtype: dtype) { _ in value }.text == text)
    let array = NumpyText(shape: [1], dtype: dtype) { _ in value }.text
    #expect(array == "[\(text)]" || array == "['\(text)']")
  }

  @Test(arguments: [
    ([0], "[]"), ([2, 0], "[[], []]"), ([0, Int(Int32.max)], "[]"), ([Int(Int32.max), 0], "[]"),
    (Array(repeating: 2, count: 28) + [0], "[]"),
  ])
  func emptySubarraysAreNotDrawnOut(_ shape: [Int], _ text: String) throws {
    let dtype = DType.structured(
      try StructuredDType(packing: [("x", .subarray(.float64, shape: shape))]))
    let array = NumpyText(shape: [1], dtype: dtype) { _ in .structured([.subarray([])]) }
    #expect(array.text == "[(\(text),)]")
  }
}
