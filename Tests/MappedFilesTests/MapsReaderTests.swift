import Testing

@testable import MappedFiles

@Suite struct MapsReaderTests {
  static let text = """
    5633f1d65000-5633f1d94000 r--p 00000000 fe:00 253884                     /usr/bin/bash
    7f869d7dd000-7f869d7de000 rw-s 00001000 00:29 3                          /tmp/a b/low.npy
    7f869d7de000-7f869d7df000 rw-p 00000000 00:00 0 \n\
    7f869d7e0000-7f869d7e2000 -w-s 00000000 103:1a2b3 3\n\
    7ffd5fe00000-7ffd5fe21000 rw-p 00000000 00:00 0                          [stack]
    ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]

    """

  /// The lines with inode 3, as they are read when the text comes in two pieces.
  private static func lines(cutAt place: Int) -> [MapsLine] {
    let bytes = Array(text.utf8)
    var reader = MapsReader()
    var lines: [MapsLine] = []
    for piece in [bytes[..<place], bytes[place...]] {
      reader.read(Array(piece).span, isWanted: { $0 == 3 }) { lines.append($0) }
    }
    return lines
  }

  @Test func linesAreReadWhereverThePiecesEnd() throws {
    for place in 0...Self.text.utf8.count {
      let lines = Self.lines(cutAt: place)
      try #require(lines.count == 2, "cut at \(place)")
      #expect(lines.map(\.start) == [0x7f86_9d7d_d000, 0x7f86_9d7e_0000], "cut at \(place)")
      #expect(lines.map(\.end) == [0x7f86_9d7d_e000, 0x7f86_9d7e_2000], "cut at \(place)")
      #expect(lines.map(\.isWritable) == [true, true] && lines.map(\.isShared) == [true, true])
      #expect(
        lines.map { String(decoding: $0.path, as: UTF8.self) } == ["/tmp/a b/low.npy", ""],
        "cut at \(place)")
    }
  }

  /// Major 0x103 and minor 0x1a2b3 as `stat` has them in one number.
  @Test func theDeviceIsPutTogetherAsGlibcDoes() {
    #expect(Self.lines(cutAt: 0).map(\.device) == [0x29, 0x1a21_03b3])
  }

  @Test func noLineIsOfInterestWithoutAFile() {
    var reader = MapsReader()
    reader.read(Array(Self.text.utf8).span, isWanted: { $0 == 0 }) { line in
      Issue.record("\(line)")
    }
  }
}
