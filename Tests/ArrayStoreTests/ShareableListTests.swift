import Foundation
import NPYShare
import TestSupport
import Testing

/// Lists that Swift and a real Python have attached at the same time.
@Suite struct ShareableListTests {
  private static func attach(
    _ name: SharedMemoryName, _ access: OwnedFile.Access = .readWrite
  ) throws -> ShareableList {
    try ShareableList.attach(ArrayLocation(file: name.path), access: access)
  }

  /// A Python expression, and what Swift reads of the list that Python makes of it.
  static let lists: [(python: String, values: [ShareableList.Value], formats: [String])] = [
    ("[]", [], []),
    (
      "[0, -1, 2**63 - 1, -2**63]", [0, -1, .int(.max), .int(.min)], ["q", "q", "q", "q"]
    ),
    (
      "[0.0, -2.5, 1e308, float('inf')]", [0.0, -2.5, 1e308, .double(.infinity)],
      ["d", "d", "d", "d"]
    ),
    ("[True, False, None]", [true, false, nil], ["xxxxxxx?", "xxxxxxx?", "xxxxxx?x"]),
    (
      "['', 'abc', 'x' * 7, 'x' * 8]", ["", "abc", "xxxxxxx", "xxxxxxxx"],
      ["8s", "8s", "8s", "16s"]
    ),
    ("[b'', b'\\xff\\x00\\x01']", [.bytes([]), .bytes([255, 0, 1])], ["8s", "8s"]),
    // Zeros inside are kept; zeros at the end are lost, to Python itself too.
    (
      "['a\\0b', 'a\\0\\0', b'\\0\\0', b'\\0a']",
      ["a\u{0}b", "a", .bytes([]), .bytes([0, 97])], ["8s", "8s", "8s", "8s"]
    ),
    ("['é', '日本', '\\U0001f600']", ["é", "日本", "\u{1F600}"], ["8s", "8s", "8s"]),
    // Sixteen bytes of room for fifteen characters: Python cuts off half of the text.
    ("['é' * 15]", [.string(String(repeating: "é", count: 8))], ["16s"]),
    ("['x' * 9999991]", [.string(String(repeating: "x", count: 9_999_991))], ["9999992s"]),
  ]

  @Test(arguments: lists)
  func whatPythonMakesIsReadAsPythonReadsIt(
    python: String, values: [ShareableList.Value], formats: [String]
  ) throws {
    let name = SharedMemoryName()
    let peer = try ShareableListPeer(name.name, making: python)
    let list = try Self.attach(name)
    #expect(list.count == values.count)
    #expect(try list.values() == values)
    #expect(try values.indices.map { try list.item(at: $0) } == values)
    #expect(try list.count == 0 || list.format(at: list.count - 1) == formats.last)
    #expect(try (0..<list.count).map { try list.format(at: $0) } == formats)
    #expect(peer.eval("s.format") == "'\(formats.joined())'")
    #expect(peer.end().status == 0)
  }

  /// What Swift stores, how Python shows it, and the format that Python itself would have given.
  static let items: [(value: ShareableList.Value, python: String, format: String)] = [
    (7, "7", "q"), (.int(.min), "-9223372036854775808", "q"), (0.1, "0.1", "d"),
    (true, "True", "xxxxxxx?"), (false, "False", "xxxxxxx?"), (nil, "None", "xxxxxx?x"),
    ("", "''", "16s"), ("exactly sixteen.", "'exactly sixteen.'", "16s"),
    ("日本語", "'\\u65e5\\u672c\\u8a9e'", "16s"), ("a\u{0}b\u{0}", "'a\\x00b'", "16s"),
    (.bytes([0, 255]), "b'\\x00\\xff'", "16s"), (.bytes([0, 0]), "b''", "16s"),
  ]

  @Test func whatSwiftReplacesPythonSeesAndTheOtherWayRound() throws {
    let name = SharedMemoryName()
    let peer = try ShareableListPeer(name.name, making: "['before', 'x' * 12, 'after']")
    let list = try Self.attach(name)
    // Every type follows every other one in the same slot.
    for first in Self.items {
      for (value, python, format) in [first] + Self.items {
        try list.replaceItem(at: 1, with: value)
        #expect(peer.eval("s[1]") == python)
        #expect(peer.eval("s._get_packing_format(1)") == "'\(format)'")
      }
    }
    for (value, python, format) in Self.items {
      #expect(peer.eval("s.__setitem__(1, \(python))") == "None")
      #expect(try list.item(at: 1) == Self.withoutTrailingZeros(value))
      #expect(try list.format(at: 1) == format)
    }
    #expect(peer.eval("(s[0], s[2], len(s))") == "('before', 'after', 3)")
    #expect(peer.end().status == 0)
  }

  private static func withoutTrailingZeros(_ value: ShareableList.Value) -> ShareableList.Value {
    switch value {
    case .string(let text):
      .string(String(text.reversed().drop { $0 == "\u{0}" }.reversed()))
    case .bytes(let bytes): .bytes(bytes.reversed().drop { $0 == 0 }.reversed())
    default: value
    }
  }

  @Test func whatIsTooLongForItsSlotIsRefusedByBothAndChangesNothing() throws {
    let name = SharedMemoryName()
    let peer = try ShareableListPeer(name.name, making: "[1, 'abc']")
    let list = try Self.attach(name)
    for (value, python) in [("é" + "1234567", "'\\xe91234567'"), ("123456789", "b'123456789'")] {
      for index in 0...1 {
        #expect(peer.eval("s.__setitem__(\(index), \(python))") == "'ValueError'")
        let error = ShareableListError.tooLong(index: index, bytes: 9, slotBytes: 8)
        #expect(throws: ArrayStoreError.shareableList(name.path, error)) {
          try list.replaceItem(at: index, with: .string(value))
        }
      }
    }
    #expect(try list.values() == [1, "abc"])
    #expect(peer.eval("list(s)") == "[1, 'abc']")
    // A slot of eight bytes holds eight, though no list is made so.
    try list.replaceItem(at: 0, with: "12345678")
    #expect(peer.eval("list(s)") == "['12345678', 'abc']")
    #expect(peer.end().status == 0)
  }

  @Test func aListThatSwiftMakesIsTheBytesThatPythonMakes() throws {
    let values: [ShareableList.Value] = [
      1, -2.5, true, nil, "", "x", "eight by", "a\u{0}b", .bytes([]), .bytes([1, 2, 0]),
    ]
    let source = "[1, -2.5, True, None, '', 'x', 'eight by', 'a\\0b', b'', b'\\1\\2\\0']"
    for (values, source) in [(values, source), ([], "[]")] {
      let (mine, theirs) = (SharedMemoryName(), SharedMemoryName())
      let peer = try ShareableListPeer(theirs.name, making: source)
      let list = try ShareableList.create(ArrayLocation(file: mine.path), values)
      #expect(list.count == values.count)
      #expect(
        try Data(contentsOf: URL(fileURLWithPath: mine.path))
          == Data(contentsOf: URL(fileURLWithPath: theirs.path)))
      #expect(peer.end().status == 0)
      let reader = try ShareableListPeer(mine.name)
      #expect(reader.eval("s.format") == "'\(try values.indices.map(list.format).joined())'")
      if !values.isEmpty {
        #expect(reader.eval("s.__setitem__(0, 99)") == "None")
        #expect(try list.item(at: 0) == 99)
      }
      #expect(reader.end().status == 0)
    }
  }

  @Test func textOfManyByteCharactersIsWholeForPythonToo() throws {
    let name = SharedMemoryName()
    let text = String(repeating: "é", count: 15)
    let list = try ShareableList.create(ArrayLocation(file: name.path), [.string(text), 5])
    #expect(try list.format(at: 0) == "32s")
    let peer = try ShareableListPeer(name.name)
    #expect(peer.eval("s[0] == '\\xe9' * 15 and s[1] == 5") == "True")
    #expect(peer.end().status == 0)
  }

  @Test func manyItemsAreReadInBatches() throws {
    let name = SharedMemoryName()
    let peer = try ShareableListPeer(
      name.name,
      making: "[x for i in range(50001) for x in (i, str(i) * (i % 40), i % 3 == 0)]")
    let list = try Self.attach(name)
    #expect(list.count == 150_003)
    var expected: [ShareableList.Value] = []
    for i in 0..<50001 {
      expected += [
        .int(Int64(i)), .string(String(repeating: "\(i)", count: i % 40)), .bool(i % 3 == 0),
      ]
    }
    #expect(try list.values() == expected)
    #expect(try list.values(in: 4095..<4098) == Array(expected[4095..<4098]))
    try list.replaceItem(at: 150_002, with: "the end")
    #expect(peer.eval("s[-1]") == "'the end'")
    #expect(peer.end().status == 0)
  }

  @Test func neitherAReadOnlyHandleNorATakenNameIsWrittenTo() throws {
    let name = SharedMemoryName()
    let location = try ArrayLocation(file: name.path)
    _ = try ShareableList.create(location, [1])
    let list = try Self.attach(name, .readOnly)
    #expect(throws: ArrayStoreError.notWritable(location)) {
      try list.replaceItem(at: 0, with: 2)
    }
    #expect(throws: ArrayStoreError.alreadyExists(location)) {
      try ShareableList.create(location, [2])
    }
    #expect(throws: ArrayStoreError.shareableList(name.path, .noItem(index: 1, count: 1))) {
      try list.item(at: 1)
    }
    #expect(throws: ArrayStoreError.shareableList(name.path, .noItem(index: -1, count: 1))) {
      try list.item(at: -1)
    }
    #expect(try list.values() == [1])
    let long = ShareableListError.tooLong(index: 1, bytes: 9_999_992, slotBytes: 9_999_999)
    #expect(throws: ArrayStoreError.shareableList(name.path + "2", long)) {
      try ShareableList.create(
        ArrayLocation(file: name.path + "2"), [1, .bytes([UInt8](repeating: 1, count: 9_999_992))])
    }
  }
}
