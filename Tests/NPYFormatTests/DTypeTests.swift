import NPYFormat
import Testing

@Suite struct DTypeTests {
  struct Sample: Sendable {
    let text: String
    let description: String
    let itemSize: Int
    let alignment: Int

    init(_ text: String, _ description: String, _ itemSize: Int, _ alignment: Int) {
      self.text = text
      self.description = description
      self.itemSize = itemSize
      self.alignment = alignment
    }
  }

  /// What numpy says of what people type.
  static let samples = [
    Sample("f4", "<f4", 4, 4), Sample("<f4", "<f4", 4, 4), Sample(">f4", ">f4", 4, 4),
    Sample("float32", "<f4", 4, 4), Sample("double", "<f8", 8, 8), Sample("int", "<i8", 8, 8),
    Sample("uint8", "|u1", 1, 1), Sample("bool", "|b1", 1, 1), Sample("?", "|b1", 1, 1),
    Sample("complex64", "<c8", 8, 4), Sample("longdouble", "<f16", 16, 16),
    Sample("S5", "|S5", 5, 1), Sample("U3", "<U3", 12, 4), Sample("V8", "|V8", 8, 1),
    Sample("datetime64[ns]", "<M8[ns]", 8, 8), Sample("m8[25s]", "<m8[25s]", 8, 8),
    Sample("M8", "<M8", 8, 8), Sample("str", "<U0", 0, 4), Sample("bytes", "|S0", 0, 1),
    Sample("void", "|V0", 0, 1), Sample("half", "<f2", 2, 2), Sample("intp", "<i8", 8, 8),
    Sample("clongdouble", "<c32", 32, 16), Sample("O", "|O", 8, 8),
    Sample("f4,i2", "[('f0', '<f4'), ('f1', '<i2')]", 6, 1),
    Sample("i1,>u4,(2,)f8", "[('f0', '|i1'), ('f1', '>u4'), ('f2', '<f8', (2,))]", 21, 1),
    Sample(
      "[('x', '<f4'), ('y', '<i2', (3,))]", "[('x', '<f4'), ('y', '<i2', (3,))]", 10, 1),
    Sample(
      "[('x', 'f8'), ('', 'V3'), ('y', 'i1')]", "[('x', '<f8'), ('', '|V3'), ('y', '|i1')]", 12,
      1),
    Sample("'<f4'", "<f4", 4, 4), Sample("bfloat16", "<V2", 2, 1), Sample("<f1", "<f1", 1, 1),
    Sample("float8_e4m3fn", "<V1", 1, 1), Sample("<V1", "<V1", 1, 1),
  ]

  @Test(arguments: samples) func whatPeopleTypeIsWhatNumpyMakesOfIt(_ sample: Sample) throws {
    let dtype = try DType(parsing: sample.text)
    #expect(dtype.description == sample.description)
    #expect(dtype.itemSize == sample.itemSize)
    #expect(dtype.alignment == sample.alignment)
  }

  @Test(arguments: [
    "", "f", "f3", "x", "<", "f4 ", "float31", "[", "[('x')]", "(2,)f4", "2f4", "M8[B]", "'", "1",
    "[('x', 'f4')] ;", "V2147483648", "bfloat17", "m8[D/-2]", "\u{0}f4",
  ])
  func whatNumpyDoesNotKnowIsRefused(_ text: String) {
    // `f` alone is a type: single precision.
    if text == "f" {
      #expect(throws: Never.self) { try DType(parsing: text) }
    } else {
      #expect(throws: DTypeError.self) { try DType(parsing: text) }
    }
  }

  @Test func typesOfMLDtypesAreTold() throws {
    #expect(try DType(parsing: "bfloat16") == .mlFloat(.bfloat16))
    #expect(try DType(parsing: "<V2") == .mlFloat(.bfloat16))
    #expect(try DType(parsing: "|V2") == .void(2))
    #expect(try DType(parsing: "<V1") == .mlFloat(.unspecifiedByte))
    #expect(try DType(parsing: "<f1") == .mlFloat(.float8E5M2))
    for type in MLFloat.allCases where type != .unspecifiedByte {
      #expect(try DType(parsing: type.rawValue) == .mlFloat(type))
    }
  }

  @Test func conveniencesAreNativeAndSingleBytesHaveNoOrder() throws {
    #expect(DType.float32 == .float(bytes: 4, .native))
    #expect(try DType(parsing: ">i1") == .int8)
    #expect(try DType(parsing: ">u1") == .uint8)
    #expect(try NPYHeader(dtype: .int(bytes: 1, .big), shape: []).dtype == .int8)
  }

  @Test func objectsAreFoundAtEveryDepth() throws {
    #expect(try DType(parsing: "[('x', [('y', '|O', (2,))])]").hasObject)
    #expect(try !DType(parsing: "[('x', [('y', '|V8', (2,))])]").hasObject)
  }

  @Test func sizesThatCannotBeRepresentedAreClamped() {
    #expect(DType.unicode(Int.max, .little).itemSize == Int.max)
    #expect(DType.subarray(.float64, shape: [Int.max, 2]).itemSize == Int.max)
  }

  @Test(arguments: [
    ("M8[D/2]", TimeUnit(.hour, multiple: 12)), ("M8[W/7]", TimeUnit(.day)),
    ("M8[Y/12]", TimeUnit(.month)), ("M8[s/2]", TimeUnit(.millisecond, multiple: 500)),
    ("M8[3h]", TimeUnit(.hour, multiple: 3)), ("M8[generic]", TimeUnit(.generic)),
    ("M8[5generic]", TimeUnit(.generic)), ("M8[\u{3BC}s]", TimeUnit(.microsecond)),
    ("M8[fs/1000]", TimeUnit(.attosecond)), ("M8[W/5]", TimeUnit(.minute, multiple: 2016)),
  ])
  func timeUnitsAreValues(_ text: String, _ unit: TimeUnit) throws {
    #expect(try DType(parsing: text) == .datetime(unit, .native))
  }

  @Test(arguments: TimeUnit.Unit.allCases) func everyUnitReadsBack(_ unit: TimeUnit.Unit) throws {
    for multiple in [1, 25] {
      let dtype = DType.timedelta(TimeUnit(unit, multiple: multiple), .big)
      #expect(try DType(parsing: dtype.description) == dtype)
    }
  }
}
