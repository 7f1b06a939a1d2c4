import Foundation
import NPYShare
import TestSupport
import Testing

/// Frames that look like zeros: those that are, those that are not, and those that lie.
@Suite struct LyingZerosTests {
  /// How a frame that should hold zeros is made.
  struct Frame: Sendable {
    var name: String
    /// Kind, size and byte of each block: 0 is as it is, 1 a run.
    var blocks: [(kind: Int, count: Int, byte: UInt8)] = [
      (0, 1, 0), (1, 131_072, 0), (1, 131_071, 0),
    ]
    /// What the frame says that it holds.
    var contentBytes = 262_144
    /// Of 2¹⁷ bytes.
    var window: UInt8 = 0x38
    /// That of 262,144 zeros, unless it is altered.
    var checksumChange: UInt32 = 0
    /// Whether it is read, as it is by the command zstd.
    var isSound = false

    var bytes: [UInt8] {
      var bytes = number(0xFD2F_B528) + [0x84, window] + number(contentBytes)
      for (index, block) in blocks.enumerated() {
        let last = index == blocks.count - 1 ? 1 : 0
        bytes += number(block.count << 3 | block.kind << 1 | last, bytes: 3)
        bytes += [UInt8](repeating: block.byte, count: block.kind == 0 ? block.count : 1)
      }
      return bytes + number(Int(0xA60F_2740 ^ checksumChange))
    }
  }

  private static func number(_ value: Int, bytes: Int = 4) -> [UInt8] {
    (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  static let frames: [Frame] = [
    Frame(name: "zeros", isSound: true),
    Frame(name: "runs only", blocks: [(1, 131_072, 0), (1, 131_072, 0)], isSound: true),
    Frame(
      name: "empty blocks",
      blocks: [(0, 0, 0), (1, 131_072, 0), (0, 1000, 0), (1, 130_072, 0), (0, 0, 0)],
      isSound: true),
    Frame(name: "another checksum", checksumChange: 1),
    Frame(name: "a run of ones", blocks: [(0, 1, 0), (1, 131_072, 1), (1, 131_071, 0)]),
    Frame(name: "a one at the start", blocks: [(0, 1, 1), (1, 131_072, 0), (1, 131_071, 0)]),
    Frame(name: "a one at the end", blocks: [(1, 131_072, 0), (1, 131_071, 0), (0, 1, 1)]),
    Frame(name: "more than it says", blocks: [(1, 131_072, 0), (1, 131_072, 0), (1, 1, 0)]),
    Frame(name: "less than it says", blocks: [(1, 131_072, 0), (1, 131_071, 0)]),
    Frame(name: "a run longer than a block", blocks: [(1, 262_144, 0)]),
    Frame(name: "runs longer than the window", window: 0x30),
    Frame(name: "a block of no kind", blocks: [(1, 131_072, 0), (3, 131_072, 0)]),
    Frame(name: "a content of another size", contentBytes: 262_145),
  ]

  @Test(arguments: frames.indices, [false, true])
  func onlyZerosAreReadAsZeros(frame: Int, hasTable: Bool) throws {
    let frame = Self.frames[frame]
    let directory = try TemporaryDirectory(.shm)
    let header = try ArrayLayout(shape: [262_144], dtype: .uint8).header.encoded
    let first =
      Self.number(0xFD2F_B528) + [0xA0] + Self.number(header.count)
      + Self.number(header.count << 3 | 1, bytes: 3) + header
    var bytes = first + frame.bytes
    if hasTable {
      bytes += Self.number(0x184D_2A5E) + Self.number(2 * 8 + 9)
      bytes += Self.number(first.count) + Self.number(header.count)
      bytes += Self.number(frame.bytes.count) + Self.number(262_144)
      bytes += Self.number(2) + [0] + Self.number(0x8F92_EAB1)
    }
    let path = directory.file("s")
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let child = try ChildProcess.run("/usr/bin/zstd", ["-q", "-t", path])
    #expect((child.status == 0) == frame.isSound, "\(frame.name): \(child.errors)")
    let location = try ArrayLocation(file: directory.file("b"))
    guard frame.isSound else {
      let error = #expect(throws: SnapshotError.self, "\(frame.name)") {
        try Snapshot.restore(path, as: location)
      }
      #expect(error?.isDamage == true, "\(frame.name): \(String(describing: error))")
      let verdict = try Snapshot.verify(path)
      #expect(!verdict.isSound, "\(frame.name)")
      let inOrder = try Snapshot.verify(path, content: { _ in })
      #expect(!inOrder.isSound, "\(frame.name)")
      #expect(throws: SnapshotError.self, "\(frame.name)") {
        try SnapshotReader(path).withRows(5..<10, as: UInt8.self) { _ in }
      }
      #expect(try directory.names() == ["s"], "\(frame.name)")
      return
    }
    try Snapshot.restore(path, as: location)
    #expect(try Snapshot.verify(path).isSound)
    for rows in [0..<262_144, 131_000..<131_073] {
      try SnapshotReader(path).withRows(rows, as: UInt8.self) { view in
        #expect(view.count == rows.count && (0..<view.count).allSatisfy { view[$0] == 0 })
      }
    }
    try SharedArray.attach(location).withUnleasedView(as: UInt8.self) { view in
      #expect((0..<view.count).allSatisfy { view[$0] == 0 })
    }
  }
}
