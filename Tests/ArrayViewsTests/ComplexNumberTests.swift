import ArrayViews
import Testing

@Suite("ComplexNumber")
struct ComplexNumberTests {
  @Test func aNumberTakesTwiceTheSpaceOfItsParts() {
    #expect(MemoryLayout<ComplexNumber<Float>>.size == 8)
    #expect(MemoryLayout<ComplexNumber<Double>>.size == 16)
  }
}
