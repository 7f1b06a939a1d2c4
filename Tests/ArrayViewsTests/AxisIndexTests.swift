import ArrayViews
import Testing

@Suite struct AxisIndexTests {
  static let texts: [(String, [AxisIndex])] = [
    ("0", [0]), ("-1", [-1]), ("+7", [7]), (" 3 ", [3]), ("-0", [0]),
    ("9223372036854775807", [.at(.max)]), ("-9223372036854775808", [.at(.min)]),
    (":", [.all]), ("::", [.all]), ("2:", [.slice(from: 2)]), (":2", [.slice(to: 2)]),
    ("1:2", [.range(1..<2)]), ("1:9:2", [.range(1..<9, by: 2)]), ("::-1", [.slice(by: -1)]),
    ("-5:-1:-2", [.slice(from: -5, to: -1, by: -2)]), (" 1 : 2 : 3 ", [.range(1..<2, by: 3)]),
    ("::0", [.slice(by: 0)]), ("...", [.ellipsis]), ("None", [.newAxis]),
    ("newaxis", [.newAxis]), ("np.newaxis", [.newAxis]), ("1,", [1]), ("1 , ", [1]),
    ("0:3, ::100, ..., None, -1,", [.range(0..<3), .slice(by: 100), .ellipsis, .newAxis, -1]),
    ("...,...", [.ellipsis, .ellipsis]),
  ]

  @Test(arguments: texts)
  func theTextBetweenNumpysBracketsIsRead(text: String, indices: [AxisIndex]) throws {
    #expect(try AxisIndex.list(text) == indices)
  }

  static let refused: [(String, String)] = [
    ("", ""), (" ", ""), (",", ""), ("1,,2", ""), (",1", ""), ("x", "x"), ("1.5", "1.5"),
    ("1:2:3:4", "1:2:3:4"), ("....", "...."), ("..", ".."), ("none", "none"), ("1 2", "1 2"),
    ("- 1", "- 1"), ("0x1", "0x1"), ("1_0", "1_0"), ("9223372036854775808", "9223372036854775808"),
    (":9223372036854775808", ":9223372036854775808"), ("(1, 2)", "(1"), ("[1]", "[1]"),
    ("\u{661}", "\u{661}"), ("1:a", "1:a"), ("True", "True"), ("0, :, y", "y"), (": :x:", ": :x:"),
  ]

  @Test(arguments: refused)
  func whatIsNoIndexIsNamed(text: String, item: String) {
    #expect(throws: AxisIndexError.notAnIndex(item)) { try AxisIndex.list(text) }
  }

  static let errors: [(String, AxisIndexError, String)] = [
    (
      "2", .outOfBounds(index: 2, axis: 0, extent: 2),
      "index 2 is out of bounds for axis 0 with size 2"
    ),
    (
      "0, None, -4", .outOfBounds(index: -4, axis: 1, extent: 3),
      "index -4 is out of bounds for axis 1 with size 3"
    ),
    (
      "..., 9223372036854775807", .outOfBounds(index: .max, axis: 1, extent: 3),
      "index 9223372036854775807 is out of bounds for axis 1 with size 3"
    ),
    (
      "0, 0, 0", .tooManyIndices(indices: 3, dimensions: 2),
      "3 indices for an array of 2 dimensions"
    ),
    (":, ::0", .zeroStep(axis: 1), "the step along axis 1 is 0"),
    ("..., ...", .severalEllipses, "more than one '...'"),
    (
      String(repeating: "None,", count: 63), .tooManyDimensions(65),
      "65 dimensions; numpy allows 64"
    ),
  ]

  @Test(arguments: errors)
  func whatNumpyRefusesIsATypedError(
    text: String, error: AxisIndexError, description: String
  ) throws {
    let axes = Axes(shape: [2, 3], itemSize: 8)
    let indices = try AxisIndex.list(text)
    #expect(throws: error) { try axes.sliced(indices) }
    #expect(error.description == description)
  }

  @Test func boundsAndStepsOfAnySizeAreCut() throws {
    let axes = Axes([Axis(extent: 5, stride: 8)])
    let numbers: [Int?] = [nil, .min, .min + 1, -6, -5, -1, 0, 1, 4, 5, 6, .max - 1, .max]
    for from in numbers {
      for to in numbers {
        for step in numbers where step != 0 {
          let (offset, part) = try axes.sliced([.slice(from: from, to: to, by: step ?? 1)])
          guard part[0].extent > 0 else { continue }
          let last = offset + (part[0].extent - 1) * part[0].stride
          #expect((0...32).contains(offset) && (0...32).contains(last))
        }
      }
    }
  }
}
