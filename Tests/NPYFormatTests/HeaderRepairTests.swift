import NPYFormat
import Testing

@Suite struct HeaderRepairTests {
  /// `D`, `O` and `S` stand for a descr, an order and a shape: see `HeaderFrame.expand`.
  static let repairable = [
    "{S, D, O}", "{D, O, 'shape': (3L,), }", "{'descr': '|f4', O, S, }", "{D, O, S, } # note",
    "{'descr': 'f4,i2', O, 'shape': (0x10,)}", "{'descr': 'bfloat16', O, S}", "\n\n{D, O, S}",
    "{\"descr\": u'<f4', O, 'shape': (3,)}", "{D, 'fortran_order': True, 'shape': (+2, 3)}",
  ]

  @Test(arguments: repairable) func aRepairedHeaderMeansTheSameInAsManyBytes(
    _ text: String
  ) throws {
    let bytes = HeaderFrame.bytes(
      HeaderFrame.expand(text) + String(repeating: " ", count: 40), .v1)
    let header = try NPYHeader(parsing: bytes.span)
    guard case .repaired(let repaired) = HeaderRepair(of: bytes.span) else {
      Issue.record("not repaired: \(HeaderRepair(of: bytes.span))")
      return
    }
    #expect(repaired.count == bytes.count)
    #expect(try NPYHeader(parsing: repaired.span) == header)
    #expect(HeaderRepair(of: repaired.span) == .notNeeded)
    let inspection = NPYInspection(prefix: repaired.span, fileBytes: header.fileBytes)
    #expect(inspection.numpyLoads && inspection.numpyMaps)
  }

  @Test func numpysOwnHeadersNeedNoRepair() throws {
    for dtype in [DType.float32, .structured(try StructuredDType(packing: [("x", .int8)]))] {
      for padding in [HeaderPadding.numpy, .page] {
        let header = try NPYHeader(dtype: dtype, shape: [3], padding: padding)
        #expect(HeaderRepair(of: header.encoded.span) == .notNeeded)
      }
    }
  }

  @Test(arguments: [
    // No room for numpy's text.
    "{'descr':'f4,i2','fortran_order':False,'shape':(3,)}",
    // Nothing that could be meant.
    "{D, O}", "{D, O, 'shape': (-3,)}",
    // The name says more than the descr can.
    "{'descr': 'float8_e4m3fn', O, S}                 ",
    // Loads and maps to different shapes.
    "{'descr': '1f4', O, S}                            ",
    // A unit that numpy reads and does not read again.
    "{'descr': 'M8[D/-2]', O, S}                       ",
  ])
  func whatCannotBeRepairedIsSaidSo(_ text: String) {
    let bytes = HeaderFrame.bytes(HeaderFrame.expand(text), .v1)
    guard case .impossible(let reason) = HeaderRepair(of: bytes.span) else {
      Issue.record("\(HeaderRepair(of: bytes.span))")
      return
    }
    #expect(!reason.isEmpty && !reason.contains("\n"))
  }

  @Test func aNameThatVersionOneCannotSayIsKept() {
    let text = #"{'descr': [('\u6574', '<f4')], 'fortran_order': False, 'shape': (3,), }"#
    let bytes = HeaderFrame.bytes(text + String(repeating: " ", count: 40), .v1)
    guard case .impossible = HeaderRepair(of: bytes.span) else {
      Issue.record("\(HeaderRepair(of: bytes.span))")
      return
    }
  }
}
