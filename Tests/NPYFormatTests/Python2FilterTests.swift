import Testing

@testable import NPYFormat

/// What numpy's own filter makes of texts that Python 2 may have written.
@Suite struct Python2FilterTests {
  static let samples: [(String, String?)] = [
    ("{'shape': (3L, 2L), }\n", "{'shape': (3 , 2 ), }\n"),
    ("(3 L)", "(3  )"),
    ("(0x1FL, 1e5L, 1jL)", "(0x1F , 1e5 , 1j )"),
    ("(3LL)", "(3LL)"),
    ("(3L L)", "(3   )"),
    ("('3L', \"3L\")", "('3L', \"3L\")"),
    ("(3 # 3L\n L)", "(3 # 3L\n L)"),
    ("(3\nL)", "(3\nL)"),
    ("(3\\\nL)", "(3\\\n )"),
    (" \u{C}(3L)\n", "  (3 )\n"),
    ("\n (3L)\n", "\n (3 )\n"),
    ("(3L)\n   ", "(3 )\n"),
    ("'''3L\n3L''' 3L", "'''3L\n3L''' 3 "),
    ("'a\\\n3L' 3L", "'a\\\n3L' 3 "),
    ("(1_000L, 0_0L, .5L, 5.L)", "(1_000 , 0_0 , .5 , 5. )"),
    ("(aL, 3aL, L)", "(aL, 3aL, L)"),
    ("(3L)\t(\tL)", "(3 ) ( L)"),
    ("[3L]\r\n", "[3 ]\r\n"),
    ("(3Lé)", "(3Lé)"),
    ("#3L\n3L", "#3L\n3 "),
    ("(3\u{C}L)\u{C}", "(3  ) "),
    ("(3L", nil), ("'''3L", nil), ("  3L\n 3\n", nil),
  ]

  @Test(arguments: samples) func textsAreFilteredAsNumpyFiltersThem(
    _ text: String, _ expected: String?
  ) {
    let filtered = Python2Filter.apply(to: Array(text.utf8))
    #expect(filtered.map { String(decoding: $0, as: UTF8.self) } == expected)
  }
}
