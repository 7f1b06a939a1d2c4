import ArrayViews
import NPYFormat
import Testing

@Suite struct BoolTests {
  @Test func anyByteButZeroIsTrueAndOnlyOneIsStored() throws {
    var bytes: [UInt8] = [0, 1, 2, 255]
    let layout = StridedLayout(dtype: .bool, shape: [4])
    #expect(try ArrayView<Bool>(bytes.span, layout).array() == [false, true, true, true])
    #expect(try DynamicArrayView(bytes.span, layout)[[2]] == .bool(true))
    var view = try MutableArrayView<Bool>(bytes.mutableSpan, layout)
    for place in 0..<4 { view[place] = view[place] }
    #expect(bytes == [0, 1, 1, 1])
  }
}
