import Foundation
import TestSupport
import Testing

@testable import ArrayReports

@Suite("PNG files of plots")
struct PNGImageTests {
  @Test(arguments: PlotSample.all)
  func everyPlotIsASmallFileThatIsRight(sample: PlotSample) throws {
    let file = sample.plot.png
    let picture = try PNGPicture(file)
    #expect((picture.width, picture.height) == (960, 640))
    #expect(file.count < 250_000)
    // The title is there, and nothing touches the edges.
    #expect(
      (0..<960).contains { picture.count(of: Self.color(PlotPalette.title), inColumn: $0) > 0 })
    let white = PlotColor(255, 255, 255)
    for column in [0, 959] { #expect(picture.count(of: white, inColumn: column) == 640) }
    #expect((0..<960).allSatisfy { picture[$0, 0] == white && picture[$0, 639] == white })
  }

  @Test func barsAreAsHighAsTheirCounts() throws {
    let counts = [1000, 250, 0, 617, 1, 999]
    let histogram = Histogram(edges: (0...6).map(Double.init), counts: counts)
    let picture = try PNGPicture(Plot(.histogram(histogram), title: "bars").png)
    let heights = (0..<960).map { picture.count(of: .accent, inColumn: $0) }
    let first = try #require(heights.firstIndex { $0 > 0 })
    let last = try #require(heights.lastIndex { $0 > 0 })
    // The last bar ends a pixel before its edge.
    let width = Double(last + 2 - first) / 6
    let scale = Double(heights[first]) / 1000
    // The axis has a twentieth more than the fullest bin.
    #expect(abs(Double(heights[first]) - 480 / 1.05) <= 1)
    for (bin, count) in counts.enumerated() {
      let found = heights[first + Int((Double(bin) + 0.5) * width)]
      #expect(abs(Double(found) - Double(count) * scale) <= 1, "bin \(bin): \(found) pixels")
      #expect((found > 0) == (count > 0), "bin \(bin)")
    }
  }

  @Test func cellsHaveTheColorsOfTheirValues() throws {
    let values: [Double] = [-1, 0.5, 3, .nan, .infinity, -.infinity, 1, 2, 2.5, 0, 1.5, 3]
    let map = PlotHeatMap(
      rows: 3, columns: 4, values: values, rowIndices: 10..<13, columnIndices: 0..<4)
    let picture = try PNGPicture(Plot(.heatMap(map), title: "cells").png)
    var canvas = PlotCanvas()
    let frame = map.draw(on: &canvas)
    #expect(frame.columns.count % 4 == 0 && frame.rows.count % 3 == 0)
    for (column, x) in frame.columns.enumerated() {
      for (row, y) in frame.rows.enumerated() {
        let value = values[row * 3 / frame.rows.count * 4 + column * 4 / frame.columns.count]
        let fraction = min(max((value + 1) / 4, 0), 1)
        let color = value.isNaN ? PlotColor(255, 255, 255) : PlotColor.ramp(fraction)
        #expect(picture[x, y].isClose(to: color), "\(value) at \(x), \(y)")
        if value.isInfinite { #expect(picture[x, y] == color) }
      }
    }
  }

  @Test func aLineShowsSpikesGapsAndInfinities() throws {
    var values = [Double](repeating: 0, count: Plot.lineColumns)
    values[200] = 100
    values[400] = .nan
    values[600] = .infinity
    let picture = try PNGPicture(Plot(.line(PlotLine(values)), title: "line").png)
    func columns(_ isMeant: (PlotColor) -> Bool, least: Int) throws -> ClosedRange<Int> {
      let found = (0..<960).filter { picture.count(inColumn: $0, isMeant) >= least }
      return try #require(found.first)...#require(found.last)
    }
    let gap = try columns({ $0 == Self.color(PlotPalette.gap) }, least: 400)
    let alarm = try columns({ $0 == Self.color(PlotPalette.alarm) }, least: 10)
    // A spike is not as wide as a pixel everywhere.
    let spikes = try columns({ Int($0.blue) - Int($0.red) > 60 }, least: 200)
    #expect(alarm.count == 3 && gap.count < 4 && spikes.contains(gap.lowerBound))
    #expect(gap.allSatisfy { picture.count(of: .accent, inColumn: $0) == 0 })
    // The finite spike is as far before the gap as the infinite one is after it.
    #expect(alarm.contains(spikes.upperBound))
    let middle = (gap.lowerBound + gap.upperBound) / 2
    #expect(abs((spikes.lowerBound - middle) + (spikes.upperBound - middle)) <= 3)
  }

  @Test func zlibReadsWhatTheDeflaterWrites() throws {
    var cases: [(bytes: [UInt8], rowBytes: Int)] = [([], 1), ([7], 32_768)]
    // Runs of every length, between bytes that end them.
    cases.append(((1...600).flatMap { [UInt8](repeating: 5, count: $0) + [9] }, 100))
    var generator = SystemRandomNumberGenerator()
    for rowBytes in [1, 2, 3, 4, 5, 7, 100, 961, 4096, 32_767, 32_768] {
      let row = (0..<rowBytes).map { _ in UInt8.random(in: 0...255, using: &generator) }
      cases.append((row + row.dropLast() + [1] + row, rowBytes))
      let letters = (0..<3 * rowBytes).map { _ in UInt8.random(in: 143...144, using: &generator) }
      cases.append((letters, rowBytes))
    }
    let directory = try TemporaryDirectory()
    for (number, example) in cases.enumerated() {
      let stream = PNGDeflater.zlibStream(of: example.bytes, rowBytes: example.rowBytes)
      try Data(example.bytes).write(to: URL(fileURLWithPath: directory.file("\(number).bytes")))
      try Data(stream).write(to: URL(fileURLWithPath: directory.file("\(number).zlib")))
    }
    let child = try ChildProcess.run(
      RepositoryFiles.python,
      [
        "-c",
        """
        import sys, zlib
        for number in range(int(sys.argv[2])):
            path = f"{sys.argv[1]}/{number}"
            stream = zlib.decompressobj()
            bytes = stream.decompress(open(path + ".zlib", "rb").read())
            assert stream.eof and not stream.unused_data, number
            assert bytes == open(path + ".bytes", "rb").read(), number
        print("all the same")
        """, directory.path, "\(cases.count)",
      ])
    #expect(child.output == "all the same\n", "\(child.errors)")
  }

  @Test func everyASCIICharacterHasAGlyphOfItsOwn() {
    func glyph(_ scalar: Unicode.Scalar) -> [Bool] {
      (0..<PlotFont.height * PlotFont.width).map {
        PlotFont.hasDot(scalar, row: $0 / PlotFont.width, column: $0 % PlotFont.width)
      }
    }
    let glyphs = (0x20..<0x7F as Range<UInt8>).map { glyph(Unicode.Scalar($0)) }
    #expect(Set(glyphs).count == 95)
    for other in ["\u{7F}", "é", "漢", "\u{10FFFF}"] as [Unicode.Scalar] {
      #expect(glyph(other) == glyph("\u{7F}") && !glyphs.contains(glyph(other)))
    }
  }

  @Test func higherValuesAreLighter() {
    let lightness = (0...100).map { index -> Double in
      let color = PlotColor.ramp(Double(index) / 100)
      return 0.2126 * Self.linear(color.red) + 0.7152 * Self.linear(color.green)
        + 0.0722 * Self.linear(color.blue)
    }
    #expect(zip(lightness, lightness.dropFirst()).allSatisfy { $0 < $1 })
  }

  private static func color(_ index: UInt8) -> PlotColor { PlotPalette.colors[Int(index)] }

  /// A component of an sRGB colour as an amount of light (IEC 61966-2-1).
  private static func linear(_ component: UInt8) -> Double {
    let value = Double(component) / 255
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
  }
}

extension PlotColor {
  /// Whether it is the other one but for the steps of a palette.
  fileprivate func isClose(to other: PlotColor) -> Bool {
    zip([red, green, blue], [other.red, other.green, other.blue]).allSatisfy {
      abs(Int($0) - Int($1)) <= 1
    }
  }
}
