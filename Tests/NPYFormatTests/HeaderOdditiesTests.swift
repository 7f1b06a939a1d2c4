import NPYFormat
import Testing

/// Headers that no writer should write and numpy 2.4.6 reads; the values are what it read.
@Suite struct HeaderOdditiesTests {
  struct DescrCase: Sendable {
    let descr: String
    let version: NPYVersion
    let expected: String

    init(_ descr: String, _ version: NPYVersion, _ expected: String) {
      self.descr = descr
      self.version = version
      self.expected = expected
    }
  }

  static let descrs: [DescrCase] = [
    DescrCase("'<' 'f4'", .v1, "'<f4'"),
    DescrCase(#"'\x3c\146\u0034'"#, .v1, "'<f4'"),
    DescrCase(#"'\N{less-than sign}f4'"#, .v1, "'<f4'"),
    DescrCase("'<f\\\n4'", .v1, "'<f4'"),
    DescrCase("'|f8'", .v1, "'<f8'"),
    DescrCase("'=i4'", .v1, "'<i4'"),
    DescrCase("'>b1'", .v1, "'|b1'"),
    DescrCase("'>i1'", .v1, "'|i1'"),
    DescrCase("'float32'", .v1, "'<f4'"),
    DescrCase("'?'", .v1, "'|b1'"),
    DescrCase("'M8[D/2]'", .v1, "'<M8[12h]'"),
    DescrCase("'<M8[1s]'", .v1, "'<M8[s]'"),
    DescrCase("'m8[ 25s]'", .v1, "'<m8[25s]'"),
    DescrCase("'M8[\u{3BC}s]'", .v3, "'<M8[us]'"),
    DescrCase("'M8[generic]'", .v1, "'<M8'"),
    DescrCase("'M8[W/5]'", .v1, "'<M8[2016m]'"),
    DescrCase("'f 4'", .v1, "'<f4'"),
    DescrCase("'S-0'", .v1, "'|S0'"),
    DescrCase("'a5'", .v1, "'|S5'"),
    DescrCase("'c'", .v1, "'|S1'"),
    DescrCase(#"'\x0b'"#, .v1, "'<f4'"),
    DescrCase("'f4,i4'", .v1, "[('f0', '<f4'), ('f1', '<i4')]"),
    DescrCase(
      "'f4 , (2,3)>i2, 2S3'", .v1, "[('f0', '<f4'), ('f1', '>i2', (2, 3)), ('f2', '|S3', (2,))]"),
    DescrCase("'f4,'", .v1, "[('f0', '<f4')]"),
    DescrCase("'()f4'", .v1, "'<f4'"),
    DescrCase("'1f4'", .v1, "'<f4'"),
    DescrCase("'>2i4,<f8'", .v1, "[('f0', '>i4', (2,)), ('f1', '<f8')]"),
    DescrCase("('<f8', ())", .v1, "'<f8'"),
    DescrCase("('S', 5)", .v1, "'|S5'"),
    DescrCase("('<i4', [('a', '<i2'), ('b', '<i2')])", .v1, "[('a', '<i2'), ('b', '<i2')]"),
    DescrCase(
      "[['x', '<f4'], ('y', '<i2', [3]), ('z', '|u1', 2)]", .v1,
      "[('x', '<f4'), ('y', '<i2', (3,)), ('z', '|u1', (2,))]"),
    DescrCase(
      "[(('title', 'x'), '<f4'), ((5, 'y'), '<f4'), ((None, 'z'), '<f4')]", .v1,
      "[(('title', 'x'), '<f4'), ((5, 'y'), '<f4'), ('z', '<f4')]"),
    DescrCase(
      "[('x', '<f4'), ('', '|V4'), ('y', '<f8'), ('', '|V1')]", .v1,
      "[('x', '<f4'), ('', '|V4'), ('y', '<f8'), ('', '|V1')]"),
    DescrCase("[('', '|V8')]", .v1, "[('', '|V8')]"),
    DescrCase("[('', '<f4')]", .v1, "[('', '<f4')]"),
    DescrCase("[('', '<f4', (2,)), ('x', 'i1')]", .v1, "[('', '|V8'), ('x', '|i1')]"),
    DescrCase("[]", .v1, "[]"),
    DescrCase("{}", .v1, "[]"),
    DescrCase("set()", .v1, "[]"),
    DescrCase("b''", .v1, "[]"),
    DescrCase("('V', {})", .v1, "[]"),
    DescrCase("['ab', ('x', '<f4')]", .v1, "[('a', '|i1'), ('x', '<f4')]"),
    DescrCase("{('x', '<f4')}", .v1, "[('x', '<f4')]"),
    DescrCase("[('c', ('<f8', (5,)), (2,))]", .v1, "[('c', ('<f8', (5,)), (2,))]"),
    DescrCase("[('n', [('m', [('l', '>c16')])])]", .v1, "[('n', [('m', [('l', '>c16')])])]"),
    DescrCase(
      "[('x', 'S', 3), ('y', 'U', 2), ('z', 'V', 'f4')]", .v1,
      "[('x', '|S3'), ('y', '<U2'), ('z', '|V4')]"),
    DescrCase("[('x', '<f8', None), ('y', '<i4', 'f4')]", .v1, "[('x', '<f8'), ('y', '<i4')]"),
    DescrCase(#"[('x', '<f4', b'\x03\x04')]"#, .v1, "[('x', '<f4', (3, 4))]"),
    DescrCase("[('\u{6574}', '<f4')]", .v3, "[('\u{6574}', '<f4')]"),
    DescrCase("[('\u{E9}', '<f4')]", .v1, "[('\u{E9}', '<f4')]"),
    DescrCase(#"[('\u6574', '<f4')]"#, .v1, "[('\u{6574}', '<f4')]"),
    DescrCase("'|S0'", .v1, "'|S0'"),
    DescrCase("'<U0'", .v1, "'<U0'"),
  ]

  @Test(arguments: descrs) func everyDescrThatNumpyReadsIsRead(_ sample: DescrCase) throws {
    let text = "{'descr': \(sample.descr), 'fortran_order': False, 'shape': (3,), }\n"
    let bytes = HeaderFrame.bytes(text, sample.version)
    let header = try NPYHeader(parsing: bytes.span)
    #expect(header.dtype.descr.repr == sample.expected)
    #expect(header.shape == [3])
    #expect(header.dataOffset == bytes.count)
    let inspection = NPYInspection(prefix: bytes.span, fileBytes: header.fileBytes)
    #expect(inspection.numpyLoads && inspection.numpyMaps)
  }

  struct ShapeCase: Sendable {
    let shape: String
    let version: NPYVersion
    let expected: [Int]

    init(_ shape: String, _ version: NPYVersion, _ expected: [Int]) {
      self.shape = shape
      self.version = version
      self.expected = expected
    }
  }

  static let shapes: [ShapeCase] = [
    ShapeCase("(0x3, 1_0, 0o2, 0b1, 00, +3)", .v1, [3, 10, 2, 1, 0, 3]),
    ShapeCase("(3L, 0x2L)", .v1, [3, 2]),
    ShapeCase("(3L, 2 L)", .v2, [3, 2]),
    ShapeCase("(3\\\nL,)", .v1, [3]),
    ShapeCase("()", .v1, []),
    ShapeCase("( )", .v2, []),
    ShapeCase("(-0,)", .v3, [0]),
    ShapeCase("(0, 2305843009213693951)", .v3, [0, 2_305_843_009_213_693_951]),
    ShapeCase("(\(String(repeating: "1, ", count: 64)))", .v1, Array(repeating: 1, count: 64)),
  ]

  @Test(arguments: shapes) func everyShapeThatNumpyReadsIsRead(_ sample: ShapeCase) throws {
    let text = "{'descr': '<f4', 'fortran_order': False, 'shape': \(sample.shape), }\n"
    let header = try NPYHeader(parsing: HeaderFrame.bytes(text, sample.version).span)
    #expect(header.shape == sample.expected)
    #expect(header.dtype == .float(bytes: 4, .little))
  }

  struct TextCase: Sendable {
    let text: String
    let version: NPYVersion
    let descr: String
    let shape: [Int]
    let isFortranOrder: Bool

    init(
      _ text: String, _ version: NPYVersion, _ descr: String, _ shape: [Int],
      _ isFortranOrder: Bool
    ) {
      self.text = text
      self.version = version
      self.descr = descr
      self.shape = shape
      self.isFortranOrder = isFortranOrder
    }
  }

  /// `D`, `O` and `S` stand for a descr, an order and a shape: see `HeaderFrame.expand`.
  static let texts: [TextCase] = [
    TextCase("{S, D, O}", .v1, "'<f4'", [3], false),
    TextCase(
      "{\"descr\": \"<f4\", \"fortran_order\": False, \"shape\": (3,), }\n", .v1, "'<f4'", [3],
      false),
    TextCase(
      "{'''descr''': \"\"\"<f4\"\"\", 'fortran_order': True, 'shape': (2, 3), }\n", .v1, "'<f4'",
      [2, 3], true),
    TextCase("{u'descr': u'<f4', RO, rS, }\n", .v1, "'<f4'", [3], false),
    TextCase("{'descr': '<i8', D, 'shape': 5, O, S, }\n", .v1, "'<f4'", [3], false),
    TextCase("  \t{'descr':'<f4','fortran_order':False,'shape':(3,)}", .v1, "'<f4'", [3], false),
    TextCase("{\nD,\r\n'fortran_order':\tFalse,\u{C}S,\r}\n", .v1, "'<f4'", [3], false),
    TextCase("{D, O, S, } # comment \u{E9}\n", .v1, "'<f4'", [3], false),
    TextCase("# first\n\n{D, O, S, }\n # last\n", .v1, "'<f4'", [3], false),
    TextCase(
      "({'descr': ('<f4'), 'fortran_order': (False), 'shape': ((3), (+2))})\n", .v1, "'<f4'",
      [3, 2], false),
    TextCase("\\\n{D, \\\nO, S, }\n   \\\n\n", .v1, "'<f4'", [3], false),
    TextCase("\u{C} {D, O, S, }\n", .v1, "'<f4'", [3], false),
    TextCase("{D, O, S, }\n   ", .v1, "'<f4'", [3], false),
    TextCase("{D, O, S, }", .v2, "'<f4'", [3], false),
    TextCase("{D, O, S, }\n", .v3, "'<f4'", [3], false),
    TextCase("{D, O, S, }\\\n\n", .v1, "'<f4'", [3], false),
    TextCase("\t\u{C}\t{D, O, S, }\n", .v1, "'<f4'", [3], false),
  ]

  @Test(arguments: texts) func everyTextThatNumpyReadsIsRead(_ sample: TextCase) throws {
    let bytes = HeaderFrame.bytes(HeaderFrame.expand(sample.text), sample.version)
    let header = try NPYHeader(parsing: bytes.span)
    #expect(header.dtype.descr.repr == sample.descr)
    #expect(header.shape == sample.shape)
    #expect(header.isFortranOrder == sample.isFortranOrder)
    let inspection = NPYInspection(prefix: bytes.span, fileBytes: header.fileBytes)
    #expect(inspection.numpyLoads && inspection.numpyMaps)
  }

  @Test func emptyElementsMayHaveShapesThatOverflow() throws {
    let text = "{'descr': 'S0', 'fortran_order': False, 'shape': (0, 9223372036854775807, 2)}"
    let header = try NPYHeader(parsing: HeaderFrame.bytes(text, .v1).span)
    #expect(header.elementCount == 0)
    #expect(header.fileBytes == header.dataOffset)
  }

  @Test func moreThanTenThousandCharactersAreReadAndNumpyRefusesThem() throws {
    for (count, loads) in [(10_000, true), (10_001, false), (60_000, false)] {
      let text = HeaderFrame.expand("{D, O, S, }")
      let padded = text + String(repeating: " ", count: count - text.count - 1) + "\n"
      let bytes = HeaderFrame.bytes(padded, .v1)
      let header = try NPYHeader(parsing: bytes.span)
      let inspection = NPYInspection(prefix: bytes.span, fileBytes: header.fileBytes)
      #expect(header.shape == [3])
      #expect(inspection.numpyLoads == loads && inspection.numpyMaps == loads)
    }
  }

  @Test func nestingStopsWherePythonsDoes() {
    for (count, isRead) in [(199, true), (200, false)] {
      let nested =
        String(repeating: "(", count: count) + "1" + String(repeating: ",)", count: count)
      let text = HeaderFrame.expand("{'shape': \(nested), D, O, S}")
      let header = try? NPYHeader(parsing: HeaderFrame.bytes(text, .v1).span)
      #expect((header != nil) == isRead)
    }
  }
}
