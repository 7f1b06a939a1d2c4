import NPYFormat
import Testing

@Suite struct NPYHeaderTests {
  @Test func twelveBytesTellTheSizeOfAHeader() throws {
    let one = try NPYHeader(dtype: .float32, shape: [3]).encoded
    #expect(try NPYHeader.extent(of: Array(one.prefix(10)).span) == 128)
    let three = HeaderFrame.bytes(String(repeating: " ", count: 70_000), .v3)
    #expect(try NPYHeader.extent(of: Array(three.prefix(12)).span) == 70_012)
    #expect(throws: NPYFormatError.truncated(needed: 12, available: 11)) {
      try NPYHeader.extent(of: Array(three.prefix(11)).span)
    }
  }

  static let foreign: [[UInt8]] = [
    [0x92, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0], [0x00, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0],
    Array("\u{93}numpy".unicodeScalars.map { UInt8($0.value) }), Array("MATLB".utf8),
    Array("PK\u{3}\u{4}".utf8), [],
  ]

  @Test(arguments: foreign) func whatDoesNotStartAsNPYIsNotNPY(_ bytes: [UInt8]) {
    #expect(throws: NPYFormatError.notNPY(found: Array(bytes.prefix(6)))) {
      try NPYHeader.extent(of: bytes.span)
    }
  }

  @Test(
    arguments: [(1, 1), (0, 0), (0, 1), (2, 2), (255, 255), (4, 0), (3, 1)] as [(UInt8, UInt8)])
  func otherVersionsAreRefused(_ major: UInt8, _ minor: UInt8) {
    let bytes: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, major, minor, 118, 0, 0, 0]
    let version = NPYVersion(major: major, minor: minor)
    #expect(throws: NPYFormatError.unsupportedVersion(version)) {
      try NPYHeader.extent(of: bytes.span)
    }
  }

  @Test func hugeLengthsAreRefusedFromTwelveBytes() {
    let bytes: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 2, 0, 0xF0, 0xFF, 0xFF, 0xFF]
    let expected = NPYFormatError.headerTooLong(bytes: 4_294_967_292, limit: 1_048_576)
    #expect(throws: expected) { try NPYHeader.extent(of: bytes.span) }
    #expect(throws: expected) { try NPYHeader(parsing: bytes.span) }
  }

  @Test func everyPrefixOfAHeaderIsRefused() throws {
    let bytes = try NPYHeader(dtype: .float32, shape: [3]).encoded
    for count in 0..<bytes.count {
      #expect(throws: NPYFormatError.self) {
        try NPYHeader(parsing: Array(bytes.prefix(count)).span)
      }
    }
  }

  @Test func bytesAfterTheHeaderAreIgnored() throws {
    let header = try NPYHeader(dtype: .float32, shape: [3])
    #expect(try NPYHeader(parsing: (header.encoded + [1, 2, 3]).span) == header)
  }

  @Test func sizesAreProducts() throws {
    let header = try NPYHeader(dtype: .complex128, shape: [3, 4, 5])
    #expect(header.itemSize == 16)
    #expect(header.elementCount == 60)
    #expect(header.dataBytes == 960)
    #expect(header.fileBytes == 1088)
    let scalar = try NPYHeader(dtype: .uint8, shape: [])
    #expect(scalar.elementCount == 1 && scalar.dataBytes == 1)
    let empty = try NPYHeader(dtype: .float64, shape: [3, 0, 2])
    #expect(empty.elementCount == 0 && empty.fileBytes == empty.dataOffset)
  }

  @Test(arguments: [
    [4_294_967_296, 4_294_967_296], [Int.max], [Int.max / 4 + 1], [0, Int.max], [Int.max, 0],
    [-1], [2, -3], Array(repeating: 1, count: 65),
  ]) func impossibleShapesAreRefused(_ shape: [Int]) {
    #expect(throws: NPYFormatError.self) { try NPYHeader(dtype: .float32, shape: shape) }
  }

  @Test func theLastByteOfAFileMustHaveANumber() {
    #expect(throws: NPYFormatError.tooLarge(shape: [Int.max], itemSize: 1)) {
      try NPYHeader(dtype: .uint8, shape: [Int.max])
    }
    #expect(throws: Never.self) { try NPYHeader(dtype: .uint8, shape: [Int.max - 128]) }
  }

  @Test(
    arguments: [
      ([], true, true), ([5], true, true), ([1, 5], true, true), ([5, 1], true, true),
      ([0, 3], true, true), ([2, 3], false, true), ([2, 3], true, false),
    ] as [([Int], Bool, Bool)])
  func contiguityIsNumpys(_ shape: [Int], _ isC: Bool, _ isF: Bool) throws {
    let header = try NPYHeader(dtype: .float32, shape: shape, isFortranOrder: !isC)
    #expect(header.isCContiguous == isC)
    #expect(header.isFContiguous == isF)
  }

  @Test func anOrderThatMakesNoDifferenceIsKeptWhenReadAndNotWritten() throws {
    let text = "{'descr': '<f4', 'fortran_order': True, 'shape': (3,), }\n"
    let read = try NPYHeader(parsing: HeaderFrame.bytes(text, .v1).span)
    #expect(read.isFortranOrder && read.isCContiguous && read.isFContiguous)
    #expect(try !NPYHeader(dtype: .float32, shape: [3], isFortranOrder: true).isFortranOrder)
  }

  @Test func alignmentIsThatOfTheDataOffset() throws {
    for (extra, isAligned) in [(0, true), (1, false), (2, false), (4, true)] {
      let text = "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }"
      let blanks = String(repeating: " ", count: 128 - 10 - text.count - 1 + extra)
      let header = try NPYHeader(parsing: HeaderFrame.bytes(text + blanks + "\n", .v1).span)
      #expect(header.dataOffset == 128 + extra)
      #expect(header.isAligned == isAligned)
    }
  }

  @Test func aTextThatNumpysDoesNotFitIsKept() throws {
    let text = "{'descr':'f4,i4','fortran_order':False,'shape':(3,)}"
    let bytes = HeaderFrame.bytes(text, .v1)
    let header = try NPYHeader(parsing: bytes.span)
    #expect(header.encoded == bytes)
  }

  /// Texts of a mebibyte on which Python's own tokenizer, or a list of fields, would go astray.
  ///
  /// Each is refused in one line; that it is refused at once shows in the time that the suite takes.
  @Test(arguments: [
    "{" + String(repeating: " ", count: 1_000_000) + "$}",
    "{" + String(repeating: "\\'", count: 500_000),
    "{'descr': '" + String(repeating: "f4,", count: 330_000)
      + "', 'fortran_order': False, 'shape': ()}",
    "{'descr': 'a" + String(repeating: "\u{301}", count: 200_000)
      + "', 'fortran_order': False, 'shape': ()}",
    "{'descr': [('" + String(repeating: "n", count: 400_000) + "', 'f4'), ('"
      + String(repeating: "n", count: 400_000) + "', 'f4')], 'fortran_order': False, 'shape': ()}",
  ])
  func aLongHostileTextIsRefusedInAShortLine(text: String) throws {
    for version in [NPYVersion.v2, .v3] {
      let bytes = HeaderFrame.bytes(text, version)
      let inspection = NPYInspection(prefix: bytes.span, fileBytes: bytes.count)
      #expect(inspection.header == nil && !inspection.numpyLoads)
      #expect(inspection.problems.allSatisfy { $0.message.utf8.count < 1000 })
      #expect(!inspection.problems.isEmpty)
    }
  }

  @Test func objectsAreReadAndNotWritten() throws {
    let text = "{'descr': '|O', 'fortran_order': False, 'shape': (3,), }\n"
    #expect(try NPYHeader(parsing: HeaderFrame.bytes(text, .v1).span).dtype.hasObject)
    #expect(throws: NPYFormatError.objectDType) { try NPYHeader(dtype: .object, shape: [3]) }
  }

  @Test func typesThatDoNotExistAreNotWritten() {
    for dtype in [
      DType.int(bytes: 3, .little), .float(bytes: 10, .little), .bytes(-1), .unicode(1 << 30, .big),
      .datetime(TimeUnit(.second, multiple: -1), .little), .subarray(.int8, shape: [2]),
    ] {
      #expect(throws: NPYFormatError.self) { try NPYHeader(dtype: dtype, shape: [3]) }
    }
  }

  @Test func errorsAreOneLineWithNumbers() {
    let error = NPYFormatError.truncated(needed: 128, available: 100)
    #expect(error.description == "the header takes 128 bytes, and there are 100")
    let keys = NPYFormatError.wrongKeys(missing: ["'shape'"], unexpected: ["'x'"])
    #expect(keys.description == "the header lacks 'shape' and has 'x'")
  }
}
