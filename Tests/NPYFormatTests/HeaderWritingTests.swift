import NPYFormat
import Testing

/// Headers as numpy 2.4.6 writes them.
@Suite struct HeaderWritingTests {
  struct Sample: Sendable {
    let descr: String
    let shape: [Int]
    let isFortranOrder: Bool
    let version: NPYVersion
    let dataOffset: Int
    /// The order and the shape in the expected text.
    let written: String

    init(
      _ descr: String, _ shape: [Int], _ isFortranOrder: Bool, _ version: NPYVersion,
      _ dataOffset: Int, _ written: String
    ) {
      self.descr = descr
      self.shape = shape
      self.isFortranOrder = isFortranOrder
      self.version = version
      self.dataOffset = dataOffset
      self.written = written
    }
  }

  static let samples = [
    Sample("'<f4'", [1024, 1024], false, .v1, 128, "False, 'shape': (1024, 1024)"),
    Sample("'<f4'", [1024, 1024], true, .v1, 128, "True, 'shape': (1024, 1024)"),
    Sample("'>f8'", [], false, .v1, 128, "False, 'shape': ()"),
    Sample("'|b1'", [5], true, .v1, 128, "False, 'shape': (5,)"),
    Sample("'|i1'", [0, 3], true, .v1, 128, "False, 'shape': (0, 3)"),
    Sample("'<u2'", [3, 1], true, .v1, 128, "False, 'shape': (3, 1)"),
    Sample("'<c16'", [2, 3, 4], true, .v1, 128, "True, 'shape': (2, 3, 4)"),
    Sample("'<f16'", [7], false, .v1, 128, "False, 'shape': (7,)"),
    Sample("'|S5'", [3], false, .v1, 128, "False, 'shape': (3,)"),
    Sample("'>U3'", [3], false, .v1, 128, "False, 'shape': (3,)"),
    Sample("'|V0'", [3], false, .v1, 128, "False, 'shape': (3,)"),
    Sample("'<M8[ns]'", [3], false, .v1, 128, "False, 'shape': (3,)"),
    Sample("'>m8[25s]'", [3], false, .v1, 128, "False, 'shape': (3,)"),
    Sample("'<M8'", [3], false, .v1, 128, "False, 'shape': (3,)"),
    Sample("[('x', '<f4'), ('y', '<i2', (3,))]", [4, 2], true, .v1, 128, "True, 'shape': (4, 2)"),
    Sample(
      "[(('t', 'x'), '<f4'), ('z', [('p', '>i4'), ('q', '|S2')])]", [2], false, .v1, 192,
      "False, 'shape': (2,)"),
    Sample(
      "[('', '|V1'), ('a', '|i1'), ('', '|V6'), ('b', '<f8'), ('', '|V8')]", [3], false, .v1,
      192, "False, 'shape': (3,)"),
    Sample("[('c', ('<f8', (5,)), (2,))]", [1], false, .v1, 128, "False, 'shape': (1,)"),
    Sample("[]", [3], false, .v1, 128, "False, 'shape': (3,)"),
    Sample("[('é', '<f4')]", [3], false, .v1, 128, "False, 'shape': (3,)"),
    Sample("[('整', '<f4')]", [3], false, .v3, 128, "False, 'shape': (3,)"),
    Sample(
      #"[("it's", '<f4'), ('"', '<f4'), ('\'"', '<f4'), ('\\\n\t\x00\x7f\xa0\u200b😀', '|u1')]"#,
      [3], false, .v3, 192, "False, 'shape': (3,)"),
  ]

  @Test(arguments: samples) func everyHeaderIsWrittenAsNumpyWritesIt(_ sample: Sample) throws {
    let dtype = try DType(parsing: sample.descr)
    let header = try NPYHeader(
      dtype: dtype, shape: sample.shape, isFortranOrder: sample.isFortranOrder)
    #expect(header.version == sample.version)
    #expect(header.dataOffset == sample.dataOffset)
    var text = "{'descr': \(sample.descr), 'fortran_order': \(sample.written), }"
    let lengthBytes = sample.version == .v1 ? 2 : 4
    let frame = HeaderFrame.bytes(text, sample.version)
    let blanks = sample.dataOffset - frame.count - 1
    text += String(repeating: " ", count: blanks) + "\n"
    #expect(header.encoded == HeaderFrame.bytes(text, sample.version))
    #expect(header.encoded.count == 8 + lengthBytes + frame.count - 8 - lengthBytes + blanks + 1)
  }

  @Test(arguments: samples) func everyWrittenHeaderReadsBack(_ sample: Sample) throws {
    let header = try NPYHeader(
      dtype: DType(parsing: sample.descr), shape: sample.shape,
      isFortranOrder: sample.isFortranOrder)
    let again = try NPYHeader(parsing: header.encoded.span)
    #expect(again == header)
    #expect(again.encoded == header.encoded)
  }

  /// The first length that numpy pads to 192 bytes, as numpy's own growth test finds it.
  @Test(arguments: [(31, 128), (32, 192)])
  func growthRoomKeepsTheSizeForEveryLength(_ blanks: Int, _ dataOffset: Int) throws {
    let name = String(repeating: " ", count: blanks)
    let dtype = DType.structured(try StructuredDType(packing: [(name, .float64)]))
    var length = 1
    for _ in 0..<18 {
      #expect(try NPYHeader(dtype: dtype, shape: [length]).dataOffset == dataOffset)
      length *= 10
    }
  }

  @Test func growthRoomIsAlongTheLastAxisInFortranOrder() throws {
    let name = String(repeating: " ", count: 30)
    let dtype = DType.structured(try StructuredDType(packing: [(name, .float64)]))
    let small = try NPYHeader(dtype: dtype, shape: [2, 2], isFortranOrder: true)
    let large = try NPYHeader(dtype: dtype, shape: [2, 1_000_000_000], isFortranOrder: true)
    #expect(small.dataOffset == 128 && large.dataOffset == 128)
    #expect(try NPYHeader(dtype: dtype, shape: [2, 2]).dataOffset == 192)
  }

  @Test func aTextThatEndsOnTheBoundaryIsPaddedByAWhole64() throws {
    // 10 + text + growth room + line feed is 128 here.
    let dtype = DType.structured(
      try StructuredDType(packing: [(String(repeating: "a", count: 32), .float64)]))
    let header = try NPYHeader(dtype: dtype, shape: [1])
    let content = header.encoded.lastIndex { $0 == UInt8(ascii: "}") } ?? 0
    #expect(content + 1 + 20 + 1 == 128)
    #expect(header.dataOffset == 192)
  }

  @Test(arguments: ["<f4", "[('整', '<f4')]"])
  func aPageHeaderHasExactly4096Bytes(_ type: String) throws {
    let header = try NPYHeader(dtype: DType(parsing: type), shape: [5, 6], padding: .page)
    #expect(header.dataOffset == 4096)
    #expect(header.encoded.count == 4096)
    #expect(try NPYHeader(parsing: header.encoded.span) == header)
  }

  @Test func aTextThatDoesNotFitAPageIsRefused() throws {
    let fields = (0..<400).map { (name: "field\($0)", dtype: DType.float32) }
    let dtype = DType.structured(try StructuredDType(packing: fields))
    #expect(throws: NPYFormatError.textTooLong(bytes: 8342, limit: 4085)) {
      try NPYHeader(dtype: dtype, shape: [3], padding: .page)
    }
  }

  @Test func longTextsTakeVersionTwoAndOthersThanLatin1VersionThree() throws {
    for (letter, version, dataOffset) in [("a", NPYVersion.v2, 83_008), ("整", .v3, 89_024)] {
      let fields = (0..<3000).map { (name: letter + "\($0)", dtype: DType.float32) }
      let many = try StructuredDType(packing: fields.map { ($0.name + "xxxxxxxxxx", $0.dtype) })
      let header = try NPYHeader(dtype: .structured(many), shape: [3])
      #expect(header.version == version)
      #expect(header.dataOffset == dataOffset)
      #expect(try NPYHeader(parsing: header.encoded.span) == header)
    }
  }
}
