import NPYFormat
import Testing

@Suite struct InspectionTests {
  struct Sample: Sendable {
    let text: String
    /// Bytes after the header.
    let extra: Int
    let codes: [NPYProblem.Code]
    let loads: Bool
    let maps: Bool

    init(
      _ text: String, _ extra: Int, _ codes: [NPYProblem.Code], loads: Bool, maps: Bool
    ) {
      self.text = text
      self.extra = extra
      self.codes = codes
      self.loads = loads
      self.maps = maps
    }
  }

  /// `D`, `O` and `S` stand for a descr, an order and a shape; blanks pad to a multiple of 64.
  static let samples = [
    Sample("{D, O, S, }", 12, [], loads: true, maps: true),
    Sample("{D, O, S, }", 11, [.dataMissing], loads: false, maps: false),
    Sample("{D, O, S, }", 0, [.dataMissing], loads: false, maps: false),
    Sample("{D, O, S, }", 13, [.trailingBytes], loads: true, maps: true),
    Sample("{D, O, 'shape': (0,), }", 0, [], loads: true, maps: true),
    Sample("{D, O, 'shape': (), }", 4, [], loads: true, maps: true),
    Sample("{D, 'fortran_order': True, S, }", 12, [], loads: true, maps: true),
    Sample("{'descr': '>c16', O, S, }", 48, [], loads: true, maps: true),
    Sample("{'descr': '<f16', O, S, }", 48, [], loads: true, maps: true),
    Sample("{'descr': '>f16', O, S, }", 48, [.foreignLongDouble], loads: true, maps: true),
    Sample("{'descr': [('a', '<f4'), ('', '|V4')], O, S, }", 24, [], loads: true, maps: true),
    Sample("{'descr': '|S0', O, S, }", 0, [], loads: true, maps: true),
    Sample("{'descr': '|O', O, S, }", 80, [.objectDType], loads: false, maps: false),
    Sample("{'descr': '<V2', O, S, }", 6, [], loads: true, maps: true),
    Sample("{'descr': '<V1', O, S, }", 3, [.ambiguousMLDType], loads: true, maps: true),
    Sample("{'descr': '<f1', O, S, }", 3, [.unreadableMLDType], loads: false, maps: false),
    Sample(
      "{'descr': 'bfloat16', O, S, }", 6, [.noncanonical, .unreadableMLDType], loads: false,
      maps: false),
    Sample("{D, O, 'shape': (3L,), }", 12, [.python2Long], loads: true, maps: true),
    Sample("{S, O, D}", 12, [.noncanonical], loads: true, maps: true),
    Sample("{D, O, S}", 12, [.noncanonical], loads: true, maps: true),
    Sample("{D, O, S, } # note", 12, [.noncanonical], loads: true, maps: true),
    Sample("{'descr': '|f4', O, S, }", 12, [.noncanonical], loads: true, maps: true),
    Sample("{'descr': '2f4', O, S, }", 24, [.topLevelSubarray], loads: false, maps: true),
    Sample(
      "{'descr': '1f4', O, S, }", 12, [.noncanonical, .topLevelSubarray], loads: true,
      maps: true),
    Sample(
      "{'descr': '2f4', O, 'shape': (2,), }", 8, [.topLevelSubarray], loads: true, maps: false),
    Sample("{'descr': '<f3', O, S, }", 12, [.badDescr], loads: false, maps: false),
    Sample("{D, 'fortran_order': 0, S, }", 12, [.badOrder], loads: false, maps: false),
    Sample("{D, O, 'shape': [3], }", 12, [.badShape], loads: false, maps: false),
    Sample("{D, O, 'shape': (-3,), }", 12, [.badShape], loads: false, maps: false),
    Sample("{D, O, S, 'x': 1, }", 12, [.badKeys], loads: false, maps: false),
    Sample("{D, O, S, ", 12, [.badLiteral], loads: false, maps: false),
    Sample("[]", 12, [.badLiteral], loads: false, maps: false),
    Sample(
      "{'descr': '|S0', O, 'shape': (4294967296, 4294967296), }", 0, [.badShape], loads: false,
      maps: true),
  ]

  @Test(arguments: samples) func problemsAndVerdictsAreNumpys(_ sample: Sample) {
    var text = HeaderFrame.expand(sample.text)
    text += String(repeating: " ", count: 63 - (text.count + 10) % 64) + "\n"
    let bytes = HeaderFrame.bytes(text, .v1)
    let inspection = NPYInspection(prefix: bytes.span, fileBytes: bytes.count + sample.extra)
    #expect(inspection.problems.map(\.code) == sample.codes)
    #expect(inspection.numpyLoads == sample.loads)
    #expect(inspection.numpyMaps == sample.maps)
    #expect(inspection.version == .v1)
    #expect(inspection.dataOffset == bytes.count)
  }

  @Test(arguments: [80, 128, 4096]) func everySizeThatNumpyHasUsedIsHealthy(_ size: Int) {
    let text = "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }"
    let blanks = String(repeating: " ", count: size - 10 - text.count - 1)
    let bytes = HeaderFrame.bytes(text + blanks + "\n", .v1)
    let inspection = NPYInspection(prefix: bytes.span, fileBytes: size + 12)
    #expect(inspection.problems.isEmpty)
    #expect(inspection.header?.dataOffset == size)
  }

  @Test(arguments: [NPYVersion.v2, .v3]) func laterVersionsAreHealthy(_ version: NPYVersion) {
    let text = "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }"
    let blanks = String(repeating: " ", count: 128 - 12 - text.count - 1)
    let bytes = HeaderFrame.bytes(text + blanks + "\n", version)
    #expect(NPYInspection(prefix: bytes.span, fileBytes: 140).problems.isEmpty)
  }

  @Test func elementsAtOddPlacesAreMisaligned() {
    let text = "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }\n"
    let bytes = HeaderFrame.bytes(text + "", .v1)
    let inspection = NPYInspection(prefix: bytes.span, fileBytes: bytes.count + 12)
    #expect(bytes.count == 68)
    #expect(inspection.problems.isEmpty)
    let odd = HeaderFrame.bytes(" " + text, .v1)
    let oddInspection = NPYInspection(prefix: odd.span, fileBytes: odd.count + 12)
    #expect(oddInspection.problems.map(\.code) == [.noncanonical, .misaligned])
    #expect(oddInspection.numpyLoads && oddInspection.numpyMaps)
  }

  @Test func aMissingLineFeedIsTold() {
    let text = "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }   "
    let bytes = HeaderFrame.bytes(text, .v1)
    let inspection = NPYInspection(prefix: bytes.span, fileBytes: bytes.count + 12)
    let messages = inspection.problems.filter { $0.code == .noncanonical }.map(\.message)
    #expect(messages == ["the text does not end with a line feed"])
  }

  @Test func differencesAreToldWithTheirPlace() {
    let text = "{'descr': '|f4', 'fortran_order': False, 'shape': (3,), }      \n"
    let bytes = HeaderFrame.bytes(text, .v1)
    let inspection = NPYInspection(prefix: bytes.span, fileBytes: bytes.count + 12)
    let message = inspection.problems.first?.message ?? ""
    #expect(message.hasPrefix(#"from byte 11 of the text on there is "|f4', 'fortran_order"#))
    #expect(message.contains(#"where numpy writes "<f4', 'fortran_order"#))
  }

  @Test func filesThatAreCutWithinTheHeaderAreTruncated() throws {
    let bytes = try NPYHeader(dtype: .float32, shape: [3]).encoded
    for count in 6..<bytes.count {
      let inspection = NPYInspection(
        prefix: Array(bytes.prefix(count)).span, fileBytes: count)
      #expect(inspection.problems.map(\.code) == [.headerTruncated])
      #expect(inspection.version == (count >= 8 ? .v1 : nil))
      #expect(inspection.dataOffset == (count >= 10 ? 128 : nil))
    }
  }

  @Test func otherFilesAndVersionsAreTold() {
    let zip = Array("PK\u{3}\u{4}........".utf8)
    let other = NPYInspection(prefix: zip.span, fileBytes: 1000)
    #expect(other.problems.map(\.code) == [.notNPY])
    let later: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 4, 0, 118, 0, 0, 0]
    let unknown = NPYInspection(prefix: later.span, fileBytes: 1000)
    #expect(unknown.problems.map(\.code) == [.unsupportedVersion])
    let huge: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 2, 0, 0, 0, 0, 0xFF]
    let long = NPYInspection(prefix: huge.span, fileBytes: 1000)
    #expect(long.problems.map(\.code) == [.headerTooLong])
    #expect(long.version == .v2 && !long.numpyLoads && !long.numpyMaps)
  }

  @Test func codesAreStableText() {
    let codes = NPYProblem.Code.allCases.map(\.rawValue)
    #expect(Set(codes).count == codes.count)
    #expect(codes.allSatisfy { $0.allSatisfy { $0 == "-" || $0.isLowercase || $0.isNumber } })
  }
}
