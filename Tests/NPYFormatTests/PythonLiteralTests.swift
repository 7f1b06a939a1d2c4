import NPYFormat
import Testing

@Suite struct PythonLiteralTests {
  /// Literals and what CPython 3.11 prints for them.
  static let samples: [(String, String)] = [
    ("1", "1"), ("-1", "-1"), ("'a'", "'a'"), (#""it's""#, #""it's""#),
    (#"'say "it\'s"'"#, #"'say "it\'s"'"#),
    (#"'\\ \n\r\t\0\x7f'"#, #"'\\ \n\r\t\x00\x7f'"#),
    (
      #"'\xe9\xa0\xad\u200b\u6574\U000e0001\u0378\U0001fae8'"#,
      #"'é\xa0\xad\u200b整\U000e0001\u0378\U0001fae8'"#
    ),
    (#"b'\x00a\'\xff'"#, #"b"\x00a'\xff""#), (#"b'"'"#, #"b'"'"#), (#"rb'\x' b'\n'"#, #"b'\\x\n'"#),
    ("0.1", "0.1"), ("1.0", "1.0"), ("1e16", "1e+16"), ("1e15", "1000000000000000.0"),
    ("123456789012345680.0", "1.2345678901234568e+17"), ("1e-5", "1e-05"),
    ("0.0001", "0.0001"), ("-0.0", "-0.0"), ("1.5e300", "1.5e+300"), ("5e-324", "5e-324"),
    ("1e999", "inf"), ("-1e999", "-inf"), ("2j", "2j"), ("1+2j", "(1+2j)"),
    ("-1-2j", "(-1-2j)"), ("0-0j", "0j"), ("1.5+2.5j", "(1.5+2.5j)"), ("True", "True"),
    ("None", "None"), ("...", "Ellipsis"), ("()", "()"), ("(1,)", "(1,)"), ("1, 2", "(1, 2)"),
    ("[]", "[]"), ("[1, [2]]", "[1, [2]]"), ("set()", "set()"), ("(set)( )", "set()"),
    ("{1}", "{1}"), ("{}", "{}"), ("{1: 2, 'a': (3,)}", "{1: 2, 'a': (3,)}"),
    ("{1: 'a', True: 'b', 1.0: 'c'}", "{1: 'c'}"), ("{1, 1.0, True}", "{1}"), ("0x_1f", "31"),
    ("0b1_0", "2"), ("0o17", "15"), ("1_000", "1000"), ("00", "0"),
    ("9223372036854775807", "9223372036854775807"),
    ("-9223372036854775808", "-9223372036854775808"),
    ("9223372036854775808", "9223372036854775808"), ("-(3)", "-3"), ("'a' 'b'", "'ab'"),
    ("'''a\nb'''", #"'a\nb'"#), ("'a\\\nb'", "'ab'"), ("1 # one", "1"), ("\\\n1", "1"),
    (#"'\N{bullet operator}'"#, "refused"), (#"'\N{DIGIT ONE}'"#, "'1'"), (#"'\q'"#, #"'\\q'"#),
    (#"b'\477'"#, "b'?'"), (#"'\477'"#, "'Ŀ'"),
  ]

  @Test(arguments: samples) func valuesPrintAsPythonPrintsThem(_ text: String, _ repr: String) {
    let value = try? PythonLiteral(parsing: text)
    #expect((value?.repr ?? "refused") == repr)
  }

  @Test(arguments: samples) func whatIsPrintedReadsBack(_ text: String, _ repr: String) throws {
    guard let value = try? PythonLiteral(parsing: text), !["inf", "-inf"].contains(repr),
      repr != "Ellipsis"
    else { return }
    #expect(try PythonLiteral(parsing: value.repr) == value)
  }

  static let malformed: [(String, LiteralError.Reason)] = [
    ("", .expectedValue), ("{", .expectedValue), ("(1", .unbalanced), ("(1]", .unbalanced),
    ("[1 2]", .unbalanced), ("1 2", .trailingText), ("1;", .trailingText), ("3L", .badNumber),
    ("3l", .badNumber), ("03", .badNumber), ("1__0", .badNumber), ("1_", .badNumber),
    ("0x", .badNumber), ("1e", .badNumber), ("++1", .expectedValue), ("-True", .badNumber),
    ("1+1", .badNumber), ("1j+1j", .badNumber), ("'a", .unterminatedString),
    ("'a\nb'", .unterminatedString), ("'''a''", .unterminatedString), (#"'\x4'"#, .badEscape),
    (#"'\u12'"#, .badEscape), (#"'\U00110000'"#, .badEscape), (#"'\N{NOTHING}'"#, .unknownName),
    ("b'é'", .nonASCIIBytes), ("'a' b'b'", .mixedStrings), ("{[1]: 2}", .unhashable),
    ("{[1]}", .unhashable), ("f'a'", .expectedValue), ("x", .expectedValue),
    ("1\\", .badContinuation), ("1\\\n", .badContinuation), ("1\n  ", .indented),
    ("\n 1", .indented), ("1\u{0}", .nullByte), ("set", .expectedValue), ("{1:}", .expectedValue),
    ("{1: 2, 3}", .unbalanced), ("(,)", .expectedValue), ("é", .expectedValue),
  ]

  @Test(arguments: malformed)
  func whatPythonRefusesIsRefused(_ text: String, _ reason: LiteralError.Reason) {
    let error = #expect(throws: LiteralError.self) { try PythonLiteral(parsing: text) }
    #expect(error?.reason == reason)
    #expect((0...text.utf8.count).contains(error?.offset ?? -1))
  }

  @Test func bracketsNestTwoHundredDeep() {
    let open = String(repeating: "[", count: 200)
    let close = String(repeating: "]", count: 200)
    #expect(throws: Never.self) { try PythonLiteral(parsing: open + close) }
    #expect(throws: LiteralError(reason: .tooDeep, offset: 200)) {
      try PythonLiteral(parsing: "[" + open + close + "]")
    }
  }

  @Test func decimalDigitsAreLimitedAsInPython() {
    let digits = String(repeating: "9", count: 4300)
    #expect(throws: Never.self) { try PythonLiteral(parsing: digits) }
    #expect(throws: LiteralError.self) { try PythonLiteral(parsing: digits + "9") }
    #expect(throws: Never.self) { try PythonLiteral(parsing: "0x" + digits + "9") }
  }
}
