import Testing

@testable import ArrayReports

@Suite("Sizes of heat maps")
struct PlotHeatMapTests {
  @Test(arguments: [
    ((5, 7), (5, 7)), ((240, 360), (240, 360)), ((1080, 1920), (203, 360)),
    ((3000, 1000), (240, 80)), ((1_000_000, 3), (240, 3)), ((2, 1_000_000), (2, 360)),
    ((10_000, 1000), (240, 360)), ((0, 5), (0, 5)), ((Int.max, Int.max), (240, 240)),
  ])
  func aGridHasTheArraysProportionsIfItCan(array: (Int, Int), grid: (Int, Int)) {
    #expect(PlotHeatMap.gridSize(forRows: array.0, columns: array.1) == grid)
  }

  @Test(arguments: [
    // Square cells of equally many pixels, in the larger of the two directions that fit.
    ((5, 7), (714, 510)), ((1, 1), (600, 600)), ((240, 360), (720, 480)),
    // A quarter as high as it is wide at the least.
    ((1, 100), (700, 180)), ((240, 1), (150, 480)),
    // Not of equally many pixels, but for a much smaller map.
    ((240, 400), (720, 432)), ((1000, 1000), (600, 600)),
  ])
  func cellsAreSquareUnlessTheMapWouldBeALine(cells: (Int, Int), pixels: (Int, Int)) {
    let map = PlotSample.map(cells.0, cells.1) { _ in 0 }
    #expect(map.drawnSize(inWidth: 720, height: 600, pixelHeight: 1) == pixels)
  }

  @Test func aPixelOfManyCellsHasTheirMean() {
    let values: [Double] = [0, 100, .nan, .nan, 50, .nan, .nan, .nan]
    let map = PlotSample.map(2, 4) { values[$0] }
    #expect(map.pixels(width: 2, height: 1) == [0.5, nil])
    #expect(map.pixels(width: 1, height: 1) == [0.5])
    #expect(map.pixels(width: 4, height: 2) == [0, 1, nil, nil, 0.5, nil, nil, nil])
  }
}
