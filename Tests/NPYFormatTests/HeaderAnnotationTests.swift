import NPYFormat
import Testing

@Suite struct HeaderAnnotationTests {
  @Test func everyPartOfAHeaderIsNamed() throws {
    let bytes = try NPYHeader(dtype: .float32, shape: [3, 4]).encoded
    let annotations = NPYInspection.annotations(of: bytes.span)
    let labels = annotations.map(\.label)
    #expect(
      labels == [
        "magic", "version", "length", "descr", "fortran_order", "shape", "padding", "end",
      ])
    #expect(annotations[2].text == "118 bytes of text: elements start at byte 128")
    #expect(annotations[3].text == "elements of 4 bytes: <f4")
    #expect(annotations[5].text == "2 axes, 12 elements")
    let descr = bytes[annotations[3].range]
    #expect(String(decoding: descr, as: UTF8.self) == "{'descr': '<f4', ")
  }

  static let texts = [
    "{D, O, S, }\n", "{S, D, O}", "{O, S, D, 'x': 1}", "{D", "", "[]\n", "{D, O, 'shape': (3L,)}",
    "{D,\r\nO, S}\n", "# c\n{D, O, S}   \n \n", "\n",
  ]

  @Test(arguments: texts, [NPYVersion.v1, .v2, .v3])
  func partsFollowEachOtherWithoutGaps(_ text: String, _ version: NPYVersion) {
    let bytes = HeaderFrame.bytes(HeaderFrame.expand(text), version)
    for count in 0...bytes.count {
      let prefix = Array(bytes.prefix(count))
      var end = 0
      for annotation in NPYInspection.annotations(of: prefix.span) {
        #expect(annotation.range.lowerBound == end)
        #expect(!annotation.range.isEmpty)
        #expect(!annotation.text.contains("\n"))
        end = annotation.range.upperBound
      }
      #expect(end == count || prefix.count < 8)
      #expect(end <= count)
    }
  }

  @Test func elementsAreNotAnnotated() throws {
    let bytes = try NPYHeader(dtype: .float32, shape: [3, 4]).encoded + [1, 2, 3, 4]
    #expect(NPYInspection.annotations(of: bytes.span).last?.range.upperBound == 128)
  }
}
