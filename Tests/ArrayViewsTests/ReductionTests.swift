import ArrayViews
import Foundation
import NPYFormat
import TestSupport
import Testing

/// Sums, means and extremes, beside numpy's.
@Suite struct ReductionTests {
  @Test func everyLayoutGivesWhatNumpyGives() throws {
    let directory = try TemporaryDirectory()
    let list = directory.file("table")
    let text = ReductionCase.table.map { $0.line + "\n" }.joined()
    try text.write(toFile: list, atomically: false, encoding: .utf8)
    let numpy = try ChildProcess.python(ReductionCase.script, [list, directory.path])
    try #require(numpy.status == 0, "\(numpy.errors)")
    var lines = numpy.output.split(separator: "\n", omittingEmptySubsequences: false)[...]
    for (number, one) in ReductionCase.table.enumerated() {
      let layout = try one.layout()
      let bytes = try [UInt8](Data(contentsOf: URL(filePath: directory.file("\(number)"))))
      let figures = lines.prefix(1 + layout.axes.count).map { $0.split(separator: " ") }
      lines = lines.dropFirst(1 + layout.axes.count)
      let found =
        switch one.dtype.suffix(2) {
        case "i1": try integers(Int8.self, bytes, layout)
        case "u1": try integers(UInt8.self, bytes, layout)
        case "i2": try integers(Int16.self, bytes, layout)
        case "u2": try integers(UInt16.self, bytes, layout)
        case "i4": try integers(Int32.self, bytes, layout)
        case "u4": try integers(UInt32.self, bytes, layout)
        case "i8": try integers(Int64.self, bytes, layout)
        case "u8": try integers(UInt64.self, bytes, layout)
        case "f2": try floats(Float16.self, bytes, layout)
        case "f4": try floats(Float.self, bytes, layout)
        default: try floats(Double.self, bytes, layout)
        }
      try #require(found.map(\.count) == figures.map(\.count), "\(one)")
      for (ours, theirs) in zip(found, figures) {
        // Where numbers cancel out, their mean is as exact as they are large.
        let extremes = theirs.compactMap { Double($0).map(abs) }.suffix(2)
        let wrong = zip(ours, theirs).enumerated().first { place, pair in
          let isMean = ours == found[0] && place == 1
          return !Self.isSame(pair.0, String(pair.1), isMean ? extremes.max() : nil)
        }
        #expect(wrong == nil, "\(one): ours, then numpy's")
      }
    }
    #expect(lines == [""])
  }

  /// A number as text is the same as numpy's, or when it is a float, within 1e-12 of it or of the
  /// scale.
  private static func isSame(_ ours: String, _ theirs: String, _ scale: Double?) -> Bool {
    if ours == theirs { return true }
    guard theirs == "nan" || theirs.contains("x"), let ours = Double(ours),
      let theirs = Double(theirs)
    else { return false }
    return theirs.isNaN ? ours.isNaN : abs(ours - theirs) <= 1e-12 * (scale ?? abs(theirs))
  }

  private func integers<Element: PlainElement & FixedWidthInteger>(
    _ type: Element.Type, _ bytes: [UInt8], _ layout: StridedLayout
  ) throws -> [[String]] {
    let view = try ArrayView<Element>(bytes.span, layout)
    let extremes = [view.min(), view.max()].map { $0.map { "\($0)" } ?? "none" }
    return [["\(view.sum())", "\(view.mean())"] + extremes]
      + view.axes.indices.map { view.sum(axis: $0).map { "\($0)" } }
  }

  private func floats<Element: PlainElement & BinaryFloatingPoint>(
    _ type: Element.Type, _ bytes: [UInt8], _ layout: StridedLayout
  ) throws -> [[String]] {
    let view = try ArrayView<Element>(bytes.span, layout)
    let extremes = [view.min(), view.max()].map { $0.map { "\(Double($0))" } ?? "none" }
    return [["\(view.sum())", "\(view.mean())"] + extremes]
      + view.axes.indices.map { view.sum(axis: $0).map { "\($0)" } }
  }

  @Test(arguments: [1, 7, 64, 300, 5000, 600_000])
  func anElementThatIsNotANumberMakesAllNotANumber(count: Int) throws {
    for place in Set([0, 1, count / 4, count / 2, count - 2, count - 1]) where 0..<count ~= place {
      var numbers = [Float](repeating: 1, count: count)
      numbers[place] = .nan
      try withView(of: numbers, [count]) { view in
        #expect(view.min()?.isNaN == true, "\(place) of \(count)")
        #expect(view.max()?.isNaN == true, "\(place) of \(count)")
        #expect(view.sum().isNaN, "\(place) of \(count)")
        #expect(view.sum(axis: 0)[0].isNaN, "\(place) of \(count)")
      }
    }
  }

  @Test func infinitiesAreTheExtremes() throws {
    try withView(of: [3, -.infinity, 2, .infinity, 0] as [Double], [5]) { view in
      #expect(view.min() == -.infinity)
      #expect(view.max() == .infinity)
      #expect(view.sum().isNaN)
    }
  }

  @Test func floatsAreAddedUpInDoublePrecision() throws {
    // Single precision does not have the sum, 2²⁴ + 1001.
    let numbers: [Float] = [16_777_216] + Array(repeating: 1, count: 1001)
    try withView(of: numbers, [1002]) { view in
      #expect(view.sum() == 16_778_217)
      #expect(view.sum(axis: 0) == [16_778_217])
      #expect(view.mean() == 16_778_217.0 / 1002)
    }
  }

  @Test func theSumIsTheSameEachTime() throws {
    let numbers = (0..<1_100_000).map { 1 / Float($0 + 1) }
    try withView(of: numbers, [1100, 1000]) { view in
      let (sum, sums) = (view.sum(), view.sum(axis: 0))
      for _ in 0..<3 {
        #expect(view.sum() == sum)
        #expect(view.sum(axis: 0) == sums)
      }
    }
  }

  @Test func anAxisThatIsNotThereIsNamed() async throws {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let layout = StridedLayout(dtype: .int32, shape: [1, 2])
      _ = try ArrayView<Int32>([UInt8](repeating: 0, count: 8).span, layout).sum(axis: -1)
    }
    let errors = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(errors.contains("axis -1 of an array of 2 dimensions"))
  }

  private func withView<Element: PlainElement>(
    of numbers: [Element], _ shape: [Int], _ body: (borrowing ArrayView<Element>) throws -> Void
  ) throws {
    var bytes = [UInt8](repeating: 0, count: numbers.count * MemoryLayout<Element>.stride)
    let layout = StridedLayout(dtype: Element.dtype, shape: shape)
    var span = bytes.mutableSpan
    var view = try MutableArrayView<Element>(span._mutatingExtracting(...), layout)
    for index in numbers.indices { view[flat: index] = numbers[index] }
    try body(view.view)
  }
}
