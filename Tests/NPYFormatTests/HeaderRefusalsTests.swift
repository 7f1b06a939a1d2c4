import NPYFormat
import Testing

/// Headers that numpy 2.4.6 refuses.
@Suite struct HeaderRefusalsTests {
  static let shapes = [
    "3", "[3]", "(3)", "(3.0,)", "(True,)", "('3',)", "(3l,)", "(3L)", "(-3,)",
    "(18446744073709551619,)", "(9223372036854775808,)", "(4294967296, 4294967296)",
    "(9223372036854775807,)", "(0, 9223372036854775807)", "(03,)", "(1__0,)", "(3+0,)", "(3,,)",
    "(3 4)", "(*(), 3)", "(++3,)",
    "(\(String(repeating: "1, ", count: 65)))",
  ]

  @Test(arguments: shapes) func noShapeThatNumpyRefusesIsRead(_ shape: String) {
    let text = "{'descr': '<f4', 'fortran_order': False, 'shape': \(shape), }\n"
    HeaderFrame.expectRefusal(of: text, .v1)
  }

  static let orders = [
    "0", "None", "'C'", "true", "1",
  ]

  @Test(arguments: orders) func noOrderThatNumpyRefusesIsRead(_ order: String) {
    let text = "{'descr': '<f4', 'fortran_order': \(order), 'shape': (3,), }\n"
    HeaderFrame.expectRefusal(of: text, .v1)
  }

  static let descrs = [
    "'<f3'", "'<F4'", "'@f8'", "' <f8'", "'f8 '", "'<i16'", "'f10'", "'<'", "''", "b'<f4'",
    "f'<f4'", "ur'<f4'", "'<f4' b''", "None", "5", "'M8[B]'", "'M8[D/7]'", "'M8[]'", "'M8[-1s]'",
    "'M8[2147483648s]'", "'M8[\u{B5}s]'", "'S2147483648'", "'U536870912'", "'<float32'",
    "'bool8'", "'?1'", "'O2'", "'f4;i4'", "',f4'", "'3f4'", "(('a', '<f4'),)", "('<f8', (2,))",
    "['a', 'f4']", "[('a',)]", "[('a', 'f4', (2,), 1)]", "[('a', 'f4'), ('a', 'i4')]",
    "[(('a', 'b'), 'f4'), ('a', 'i4')]", "[(('x', 'x'), 'f4')]", "[(3, 'f4')]",
    "[('a', 'f4', -1)]", "[('a', 'f4', '3')]", "[('a', 'f4', True)]", "[('a', 'f4', 'f8')]",
    "[('a', 'S', (2,))]", "[('', 'f4'), ('', 'i4')]", "[('a', 'V2147483647'), ('b', 'V1')]",
    "[('a', 'f8', (2147483647,))]",
  ]

  @Test(arguments: descrs) func noDescrThatNumpyRefusesIsRead(_ descr: String) {
    let text = "{'descr': \(descr), 'fortran_order': False, 'shape': (3,), }\n"
    HeaderFrame.expectRefusal(of: text, .v1)
  }

  /// `D`, `O` and `S` stand for a descr, an order and a shape: see `HeaderFrame.expand`.
  static let texts = [
    "", "\n", "{}\n", "[]\n", "{1, 2}\n", "{D, O}\n", "{D, O, S, 'x': 1}\n", "{D, O, S, }\n\u{0}",
    "{D, O, S, \u{0}}\n", "{D, O, S, };\n", "\n {D, O, S, }\n", #"{D, O, S, }\"#, "{D, O, S",
    "{D, O, S, [1]: 2}\n", "dict(descr='<f4')\n",
  ]

  @Test(arguments: texts) func noTextThatNumpyRefusesIsRead(_ text: String) {
    HeaderFrame.expectRefusal(of: HeaderFrame.expand(text), .v1)
  }

  @Test(arguments: ["{D, O, S, }\n   ", "\u{C} {D, O, S, }\n"])
  func versionThreeHasNoSecondTry(_ text: String) throws {
    let expanded = HeaderFrame.expand(text)
    _ = try NPYHeader(parsing: HeaderFrame.bytes(expanded, .v2).span)
    HeaderFrame.expectRefusal(of: expanded, .v3)
  }

  @Test func longIntegersAreForVersionsThatPython2Wrote() throws {
    let text = "{'descr': '<f4', 'fortran_order': False, 'shape': (3L,), }\n"
    #expect(try NPYHeader(parsing: HeaderFrame.bytes(text, .v2).span).shape == [3])
    HeaderFrame.expectRefusal(of: text, .v3)
  }

  @Test func textOfVersionThreeMustBeUTF8() {
    var bytes = HeaderFrame.bytes(HeaderFrame.expand("{D, O, S, } # é"), .v3)
    bytes[bytes.count - 1] = 0xFF
    #expect(throws: NPYFormatError.invalidUTF8(offset: bytes.count - 14)) {
      try NPYHeader(parsing: bytes.span)
    }
  }

  @Test func aHalfOfASurrogatePairIsRefusedThoughNumpyTakesIt() {
    let text = #"{'descr': [('\ud800', '<f4')], 'fortran_order': False, 'shape': (3,), }"#
    let bytes = HeaderFrame.bytes(text, .v1)
    let inspection = NPYInspection(prefix: bytes.span, fileBytes: bytes.count + 12)
    #expect(inspection.header == nil && inspection.numpyLoads && inspection.numpyMaps)
    #expect(throws: NPYFormatError.badDType(.unpairedSurrogate)) {
      try NPYHeader(parsing: bytes.span)
    }
  }
}
