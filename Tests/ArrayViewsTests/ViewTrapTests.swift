import ArrayViews
import Glibc
import NPYFormat
import Testing

/// What a programmer's error says on standard error on its way out.
@Suite struct ViewTrapTests {
  static let traps: [(Int, String)] = [
    (0, "index 2 is out of bounds for axis 0 with size 2"),
    (1, "index -1 is out of bounds for axis 1 with size 3"),
    (2, "index 9223372036854775807 is out of bounds for axis 2 with size 4"),
    (3, "1 indices for an array of 2 dimensions"),
    (4, "2 indices for an array of 3 dimensions"),
    (5, "3 indices for an array of 1 dimensions"),
    (6, "0 indices for an array of 2 dimensions"),
    (7, "place 6 is out of bounds for 6 elements"),
    (8, "place -1 is out of bounds for 6 elements"),
    (9, "place 0 is out of bounds for 0 elements"),
    (10, "index 2 is out of bounds for axis 0 with size 2"),
    (11, "row 0 of an array without dimensions"),
    (12, "index 5 is out of bounds for axis 1 with size 3"),
    (13, "[0, 0] is no order of 2 axes"),
    (14, "no span can be lent of elements that are in the other byte order"),
    (15, "no span can be lent of elements that are not aligned to 4 bytes"),
    (16, "no span can be lent of elements that do not follow each other"),
    (17, "the shape [-5] has a negative extent"),
    (18, "8 bytes times the shape [4611686018427387904, 2] overflow"),
    (19, "elements of shape [3, 2] do not fit a view of shape [2, 3]"),
    (20, "views of shapes [2, 3] and [3, 2]"),
    (21, "index 2 is out of bounds for axis 0 with size 2"),
    (22, "index 3 is out of bounds for axis 1 with size 3"),
    (23, "index -1 is out of bounds for axis 0 with size 2"),
    (24, "place 6 is out of bounds for 6 elements"),
    (25, "index 0 is out of bounds for axis 0 with size 0"),
    (26, "axis 2 of 2"),
  ]

  @Test(arguments: traps)
  func aProgrammersErrorNamesTheNumbers(number: Int, message: String) async throws {
    let result = try await #require(
      processExitsWith: .signal(SIGILL), observing: [\.standardErrorContent]
    ) { [number = number as Int] in
      try Self.trap(number)
    }
    let words = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(words.contains(message), "\(words)")
  }

  static func trap(_ number: Int) throws {
    var bytes = [UInt8](repeating: 0, count: 4 * 24 + 1)
    let flat = StridedLayout(dtype: .int32, shape: [2])
    let matrix = StridedLayout(dtype: .int32, shape: [2, 3])
    let cube = StridedLayout(dtype: .int32, shape: [2, 3, 4])
    let swapped = StridedLayout(dtype: .int(bytes: 4, .big), shape: [2, 3])
    func view(_ layout: StridedLayout, _ body: (borrowing ArrayView<Int32>) -> Void) throws {
      body(try ArrayView(bytes.span, layout))
    }
    func store(
      _ layout: StridedLayout, _ body: (inout MutableArrayView<Int32>) throws -> Void
    ) throws {
      var copy = bytes
      var view = try MutableArrayView<Int32>(copy.mutableSpan, layout)
      try body(&view)
    }
    switch number {
    case 0: try view(flat) { _ = $0[2] }
    case 1: try view(matrix) { _ = $0[1, -1] }
    case 2: try view(cube) { _ = $0[1, 2, .max] }
    case 3: try view(matrix) { _ = $0[0] }
    case 4: try view(cube) { _ = $0[0, 0] }
    case 5: try view(flat) { _ = $0[0, 0, 0] }
    case 6: try view(matrix) { _ = $0[[]] }
    case 7: try view(matrix) { _ = $0[flat: 6] }
    case 8: try view(matrix) { _ = $0[flat: -1] }
    case 9: try view(matrix) { _ = $0.slice(.range(0..<0))[flat: 0] }
    case 10: try view(matrix) { _ = $0.row(2).count }
    case 11: try view(matrix) { _ = $0.slice(0, 0).row(0).count }
    case 12: try view(matrix) { _ = $0.slice(.all, 5).count }
    case 13: try view(matrix) { _ = $0.transposed([0, 0]).count }
    case 14: try view(swapped) { _ = $0.elements.count }
    case 15:
      try view(StridedLayout(dtype: .int32, shape: [2, 3], offset: 1)) { _ = $0.elements.count }
    case 16: try view(matrix) { _ = $0.slice(.all, .slice(by: 2)).elements.count }
    case 17: _ = StridedLayout(dtype: .int8, shape: [-5], offset: 50)
    case 18: _ = StridedLayout(dtype: .int64, shape: [1 << 62, 2])
    case 19:
      let other = bytes
      try store(matrix) { $0.copy(from: try ArrayView<Int32>(other.span, matrix).transposed()) }
    case 20:
      try view(matrix) {
        _ = $0.fold(with: $0.transposed(), 0, { sum, _, _, _ in sum += 1 }, combine: +=)
      }
    case 21: try store(swapped) { $0[2, 0] = 1 }
    case 22: try store(matrix) { $0[1, 3] = 1 }
    case 23: try store(cube) { $0[-1, 0, 0] = 1 }
    case 24: try store(matrix) { $0[flat: 6] = 1 }
    case 25: try store(StridedLayout(dtype: .int32, shape: [0])) { $0[0] = 1 }
    case 26: try view(matrix) { _ = $0.extent(2) }
    default: bytes = []
    }
  }
}
