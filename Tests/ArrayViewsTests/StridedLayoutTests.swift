import ArrayViews
import NPYFormat
import Testing

@Suite struct StridedLayoutTests {
  @Test func memoryThatIsTooShortIsRefused() throws {
    let bytes = [UInt8](repeating: 1, count: 24)
    for (offset, shape, isEnough) in [
      (0, [3], true), (1, [3], false), (0, [4], false), (16, [], true), (17, [], false),
      (-1, [1], false), (-8, [4], false), (24, [0], true), (99, [0], true), (.max, [1], false),
      (.max, [0], true), (0, [1 << 59], false),
    ] {
      let layout = StridedLayout(dtype: .int64, shape: shape, offset: offset)
      var copy = bytes
      let typed = try? ArrayView<Int64>(bytes.span, layout).count
      let dynamic = try? DynamicArrayView(bytes.span, layout).count
      let mutable = try? MutableArrayView<Int64>(copy.mutableSpan, layout).count
      let count = isEnough ? shape.reduce(1, *) : nil
      #expect(typed == count && dynamic == count && mutable == count, "\(layout)")
    }
    #expect(ArrayViewError.tooShort(needed: 32, found: 24).description.contains("24 bytes"))
  }

  @Test func elementsWithoutBytesAreWithinTheMemory() throws {
    let bytes = [UInt8](repeating: 1, count: 8)
    let inside = StridedLayout(dtype: .void(0), shape: [2], offset: 8)
    #expect(try DynamicArrayView(bytes.span, inside)[[1]] == .void([]))
    let outside = StridedLayout(dtype: .void(0), shape: [2], offset: 9)
    #expect(throws: ArrayViewError.tooShort(needed: 9, found: 8)) {
      try DynamicArrayView(bytes.span, outside).count
    }
  }

  @Test func moreElementsWithoutBytesThanCanBeCountedAreMany() throws {
    let layout = StridedLayout(dtype: .bytes(0), shape: [1 << 40, 1 << 40])
    #expect(layout.axes.elementCount == .max)
    #expect(try DynamicArrayView([UInt8]().span, layout)[[1 << 39, 5]] == .bytes([]))
  }

  /// numpy reads such a sub-array: it stops multiplying at the 0.
  @Test func theColumnOfAnEmptySubArrayIsEmptyHoweverLongItsOtherAxesAre() throws {
    let most = Int(Int32.max)
    let dtype = try DType(parsing: "[('x', '<f8', (0, \(most), \(most), \(most))), ('y', '|u1')]")
    let column = try StridedLayout(dtype: dtype, shape: [2]).field("x")
    #expect(column.axes.shape == [2, 0, most, most, most])
    let part = try column.sliced([1, .all, -1, .slice(from: 5, by: 1 << 20), .slice(by: -1)])
    let bytes: [UInt8] = [1, 2]
    #expect(try ArrayView<Double>(bytes.span, part).array() == [])
  }

  @Test func aViewWithoutElementsLendsAnEmptySpanWhereverItLies() throws {
    let bytes = [UInt8](repeating: 1, count: 24)
    var copy = bytes
    for offset in [0, 1, 24] {
      let layout = StridedLayout(dtype: .int64, shape: [3, 0], offset: offset)
      let view = try ArrayView<Int64>(bytes.span, layout)
      let isEmpty = view.hasElements && view.elements.isEmpty && view.array().isEmpty
      var mutable = try MutableArrayView<Int64>(copy.mutableSpan, layout)
      let isMutableEmpty = mutable.elements.isEmpty
      mutable.fill(with: 7)
      #expect(isEmpty && isMutableEmpty)
    }
    #expect(copy == bytes)
  }

  @Test func aFieldThatIsNotThereIsToldFromThoseThatAre() throws {
    let dtype = try DType(parsing: "[('x', '<f4'), ('y', '<f4')]")
    let layout = StridedLayout(dtype: dtype, shape: [1])
    #expect(throws: ArrayViewError.noField("z", known: ["x", "y"])) { try layout.field("z") }
    #expect(throws: ArrayViewError.noField("z", known: [])) { try layout.field("x").field("z") }
    #expect(
      ArrayViewError.noField("z", known: ["x", "y"]).description
        == "there is no field 'z' among 'x', 'y'")
    #expect(
      ArrayViewError.noField("z", known: []).description
        == "there is no field 'z': the elements are not structured")
  }
}
