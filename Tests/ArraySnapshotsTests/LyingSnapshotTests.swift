import Foundation
import NPYShare
import TestSupport
import Testing

@Suite struct LyingSnapshotTests {
  private static func number(_ value: Int, bytes: Int = 4) -> [UInt8] {
    (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  private static func table(_ entries: [(Int, Int, Int)]) -> [UInt8] {
    number(0x184D_2A5E) + number(12 * entries.count + 9)
      + entries.flatMap { number($0.0) + number($0.1) + number($0.2) }
      + number(entries.count) + [0x80] + number(0x8F92_EAB1)
  }

  /// A frame of one block: `count` times a byte.
  private static func run(of byte: UInt8, count: Int) -> [UInt8] {
    number(0xFD2F_B528) + [0xA0] + number(count) + number(count << 3 | 3, bytes: 3) + [byte]
  }

  private static func stored(_ bytes: [UInt8]) -> [UInt8] {
    number(0xFD2F_B528) + [0xA0] + number(bytes.count) + number(bytes.count << 3 | 1, bytes: 3)
      + bytes
  }

  private static func header(_ count: Int) throws -> [UInt8] {
    try ArrayLayout(shape: [count], dtype: .uint8).header.encoded
  }

  @Test func liesAreNamed() throws {
    let directory = try TemporaryDirectory(.shm)
    let header = Self.stored(try Self.header(1000))
    let data = Self.run(of: 7, count: 1000)
    let empty = Self.stored([])
    let headless = Self.number(0xFD2F_B528)
    let cases: [(name: String, bytes: [UInt8], words: String)] = [
      (
        "wrong checksum in the table",
        header + data + Self.table([(header.count, 128, 0), (data.count, 1000, 0)]), "frame 0"
      ),
      (
        "another size of the content",
        header + data + Self.table([(header.count, 127, 0), (data.count, 1001, 0)]),
        "frame 0"
      ),
      (
        "frames that the table passes over",
        header + data + Self.run(of: 1, count: 5)
          + Self.table([(header.count, 128, 0), (data.count, 1000, 0), (13, 0, 0)]),
        "1133 bytes"
      ),
      (
        "a table that forgets content",
        header + data + Self.run(of: 1, count: 5)
          + Self.table([(header.count, 128, 0), (data.count + 13, 1000, 0)]),
        "frame 0"
      ),
      (
        "an empty frame with a wrong checksum",
        header + data + Self.number(0xFD2F_B528) + [0xA4] + Self.number(0)
          + Self.number(1, bytes: 3) + Self.number(0x51D8_E998), "frame 2"
      ),
      (
        "a block of a frame that holds nothing",
        header + data + Self.number(0xFD2F_B528) + [0xA0] + Self.number(0)
          + Self.number(1 << 3 | 3, bytes: 3) + [7], "frame 2"
      ),
      (
        "a block longer than its window",
        Self.stored(try Self.header(2000)) + Self.number(0xFD2F_B528) + [0x80, 0]
          + Self.number(2000) + Self.number(2000 << 3 | 3, bytes: 3) + [7], "frame 1"
      ),
      ("less than the header says", header + Self.run(of: 7, count: 999), "1127 bytes"),
      ("more than the header says", header + data + data, "2128 bytes"),
      ("a claim of 4 GiB", headless + [0xA0] + Self.number(-1) + [1, 0, 0], "frame 0"),
      ("a claim of 2^63", headless + [0xE0] + Self.number(-1, bytes: 8) + [1, 0, 0], "frame 0"),
      ("a window of 2^41", headless + [0x00, 0xFF] + [1, 0, 0], "window"),
      ("a reserved bit", headless + [0x28, 0, 1, 0, 0], "no meaning"),
      ("a dictionary", headless + [0x21, 9, 0, 1, 0, 0], "dictionary"),
      ("a block of no kind", headless + [0x20, 9, 7, 0, 0], "no known kind"),
      (
        "a skippable frame beyond the end",
        Self.number(0x184D_2A50) + Self.number(-1) + header, "frame 0"
      ),
      ("nothing but a skippable frame", Self.number(0x184D_2A50) + Self.number(0), "is empty"),
      ("no frame but a table", Self.table([]), "is empty"),
      ("a header that ends too soon", Self.stored([0x93, 0x4E, 0x55]), "128"),
      (
        "a header of 4 GiB",
        Self.stored([0x93] + Array("NUMPY".utf8) + [2, 0] + Self.number(-1)), "1048576"
      ),
    ]
    for (name, bytes, words) in cases {
      let path = directory.file("s")
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      let error = #expect(throws: SnapshotError.self, "\(name)") {
        try Snapshot.restore(path, as: ArrayLocation(file: directory.file("copy")))
      }
      let isSound = try Snapshot.verify(path).isSound
      #expect(!isSound, "\(name)")
      let text = error?.description ?? ""
      #expect(text.contains(words) || name.hasPrefix("a header that"), "\(name): \(text)")
      #expect(try directory.names() == ["s"], "\(name)")
    }
    // The same without the lie is read, also with frames of nothing between.
    for bytes in [header + data, header + empty + data + empty] {
      try Data(bytes).write(to: URL(fileURLWithPath: directory.file("s")))
      try SnapshotReader(directory.file("s")).withRows(as: UInt8.self) {
        #expect($0.count == 1000 && $0[999] == 7)
      }
    }
  }

  /// A frame that does not say how much it holds, and a header of far more than memory.
  @Test func rowsThatNoMemoryHoldsAreAnErrorAndNoEnd() throws {
    let directory = try TemporaryDirectory(.shm)
    let header = try Self.header(1 << 50)
    var snapshot = Self.number(0xFD2F_B528) + [0x00, 0x58]
    snapshot += Self.number(header.count << 3 | 1, bytes: 3) + header
    let path = directory.file("s")
    try Data(snapshot).write(to: URL(fileURLWithPath: path))
    let reader = try SnapshotReader(path)
    let expected = SnapshotError.noMemory(path, needed: 1 << 50)
    #expect(throws: expected) { try reader.withRows(as: UInt8.self) { _ in } }
    // A few of them are not there.
    #expect(throws: SnapshotError.self) { try reader.withRows(0..<5, as: UInt8.self) { _ in } }
  }

  /// A gigabyte of zeros in a few kilobytes, with a header that speaks of less.
  @Test func aBombIsRefusedBeforeItGoesOff() throws {
    let directory = try TemporaryDirectory(.shm)
    var bomb = Self.stored(try Self.header(1000))
    // A frame without a size, of many blocks, each 4 bytes for 128 KiB.
    bomb += Self.number(0xFD2F_B528) + [0x00, 0x58]
    for _ in 0..<8192 { bomb += Self.number((128 << 10) << 3 | 2, bytes: 3) + [0] }
    bomb += [1, 0, 0]
    let path = directory.file("s")
    try Data(bomb).write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: SnapshotError.self) {
      try Snapshot.restore(path, as: ArrayLocation(file: directory.file("copy")))
    }
    guard case .wrongLength(_, needed: 1128, let found) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(found <= 2 << 20)
    #expect(try directory.names() == ["s"])
  }
}
