import Foundation
import NPYShare
import TestSupport
import Testing

/// Files that claim to be lists and lie.
@Suite struct HostileShareableListTests {
  /// Six items, in slots of 8, 8, 8, 8, 8 and 16 bytes: offsets at byte 8, data at 64, formats at
  /// 120, codes at 168, 174 bytes in all.
  private static let values: [ShareableList.Value] = [1, "abc", 2.5, true, nil, "a longer text"]

  static func image(_ path: String) throws -> [UInt8] {
    _ = try ShareableList.create(ArrayLocation(file: path), values, onConflict: .replace)
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  static func number(_ value: Int64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * Int64($0))) }
  }

  private static func text(_ format: String) -> [UInt8] {
    Array(format.utf8) + [UInt8](repeating: 0, count: 8 - format.utf8.count)
  }

  struct Lie: Sendable, CustomTestStringConvertible {
    let offset: Int
    let bytes: [UInt8]
    let error: ShareableListError
    var testDescription: String { error.description }
  }

  static let lies: [Lie] = [
    Lie(offset: 0, bytes: number(-1), error: .count(-1, fileBytes: 174)),
    Lie(offset: 0, bytes: number(7), error: .count(7, fileBytes: 174)),
    Lie(offset: 0, bytes: number(.max), error: .count(.max, fileBytes: 174)),
    Lie(offset: 0, bytes: number(1 << 61), error: .count(1 << 61, fileBytes: 174)),
    Lie(offset: 0, bytes: number(.min), error: .count(.min, fileBytes: 174)),
    // Python 3.8 has the slots' sizes where later ones have their offsets.
    Lie(offset: 8, bytes: number(8), error: .firstSlot(8)),
    Lie(offset: 8, bytes: number(-8), error: .firstSlot(-8)),
    Lie(offset: 56, bytes: number(-1), error: .dataLength(-1, count: 6, fileBytes: 174)),
    Lie(offset: 56, bytes: number(57), error: .dataLength(57, count: 6, fileBytes: 174)),
    Lie(offset: 56, bytes: number(40), error: .dataLength(40, count: 6, fileBytes: 174)),
    Lie(
      offset: 56, bytes: number(.max - 7),
      error: .dataLength(.max - 7, count: 6, fileBytes: 174)),
    Lie(offset: 56, bytes: number(64), error: .length(needed: 182, found: 174)),
    Lie(offset: 56, bytes: number(168), error: .length(needed: 286, found: 174)),
    Lie(offset: 16, bytes: number(0), error: .slot(index: 0, from: 0, to: 0, dataBytes: 56)),
    Lie(offset: 16, bytes: number(-8), error: .slot(index: 0, from: 0, to: -8, dataBytes: 56)),
    Lie(offset: 16, bytes: number(4), error: .slot(index: 0, from: 0, to: 4, dataBytes: 56)),
    Lie(offset: 16, bytes: number(64), error: .slot(index: 0, from: 0, to: 64, dataBytes: 56)),
    Lie(
      offset: 16, bytes: number(.max - 7),
      error: .slot(index: 0, from: 0, to: .max - 7, dataBytes: 56)),
    Lie(offset: 16, bytes: number(24), error: .slot(index: 1, from: 24, to: 16, dataBytes: 56)),
    Lie(offset: 120, bytes: text(""), error: .format("", index: 0)),
    Lie(offset: 120, bytes: text("Q"), error: .format("Q", index: 0)),
    Lie(offset: 120, bytes: text("s"), error: .format("s", index: 0)),
    Lie(offset: 120, bytes: text("-1s"), error: .format("-1s", index: 0)),
    Lie(offset: 120, bytes: text("8 s"), error: .format("8 s", index: 0)),
    Lie(offset: 120, bytes: text("99999999"), error: .format("99999999", index: 0)),
    Lie(
      offset: 120, bytes: [0xFF, 0x73, 0, 0, 0, 0, 0, 0], error: .format("\u{FFFD}s", index: 0)),
    Lie(
      offset: 128, bytes: text("9s"), error: .formatTooLong("9s", index: 1, slotBytes: 8)),
    Lie(
      offset: 128, bytes: text("9999999s"),
      error: .formatTooLong("9999999s", index: 1, slotBytes: 8)),
    Lie(offset: 168, bytes: [3], error: .code(3, format: "q", index: 0)),
    Lie(offset: 169, bytes: [0], error: .code(0, format: "8s", index: 1)),
    Lie(offset: 169, bytes: [255], error: .code(255, format: "8s", index: 1)),
    Lie(offset: 172, bytes: [0], error: .code(0, format: "xxxxxx?x", index: 4)),
    Lie(offset: 72, bytes: [0xC3], error: .notUTF8(index: 1)),
    Lie(offset: 72, bytes: [0xED, 0xA0, 0x80], error: .notUTF8(index: 1)),
  ]

  @Test(arguments: lies) func aLieIsNamedWithItsNumbers(_ lie: Lie) throws {
    let directory = try TemporaryDirectory(.shm)
    let path = directory.file("list")
    var image = try Self.image(path)
    #expect(image.count == 174)
    image.replaceSubrange(lie.offset..<lie.offset + lie.bytes.count, with: lie.bytes)
    try Data(image).write(to: URL(fileURLWithPath: path))
    #expect(throws: ArrayStoreError.shareableList(path, lie.error)) {
      try ShareableList.attach(ArrayLocation(file: path)).values()
    }
  }

  /// An item is checked by itself, whoever has read the one before it.
  @Test func aSlotThatBeginsWithinANumberIsRefused() throws {
    let directory = try TemporaryDirectory(.shm)
    let path = directory.file("list")
    var image = try Self.image(path)
    image[16] = 4
    try Data(image).write(to: URL(fileURLWithPath: path))
    let list = try ShareableList.attach(ArrayLocation(file: path), access: .readWrite)
    let error = ShareableListError.slot(index: 1, from: 4, to: 16, dataBytes: 56)
    #expect(throws: ArrayStoreError.shareableList(path, error)) { try list.item(at: 1) }
    #expect(throws: ArrayStoreError.shareableList(path, error)) {
      try list.replaceItem(at: 1, with: 0)
    }
    #expect(try list.item(at: 2) == 2.5)
  }

  @Test(arguments: [0, 1, 8, 15, 16, 63, 120, 173]) func aFileCutShortIsAnError(_ bytes: Int) throws
  {
    let directory = try TemporaryDirectory(.shm)
    let path = directory.file("list")
    let image = try Self.image(path)
    try Data(image.prefix(bytes)).write(to: URL(fileURLWithPath: path))
    #expect(throws: ArrayStoreError.self) { try ShareableList.attach(ArrayLocation(file: path)) }
    let held = try ShareableList.create(
      ArrayLocation(file: path), Self.values, onConflict: .replace)
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    try file.truncate(atOffset: UInt64(bytes))
    #expect(throws: ArrayStoreError.self) { try held.values() }
    #expect(throws: ArrayStoreError.self) { try held.replaceItem(at: 5, with: 1) }
  }

  /// A sparse file of a terabyte that claims as many items as it has room for.
  @Test func aHugeCountCostsNoMemory() throws {
    let directory = try TemporaryDirectory(.shm)
    let path = directory.file("list")
    let count = Int64((1 << 40) - 16) / 25
    try Data(Self.number(count) + Self.number(0)).write(to: URL(fileURLWithPath: path))
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    try file.truncate(atOffset: 1 << 40)
    try file.seek(toOffset: UInt64(8 + count * 8))
    try file.write(contentsOf: Data(Self.number(count * 8)))
    let list = try ShareableList.attach(ArrayLocation(file: path))
    #expect(list.count == Int(count))
    let error = ShareableListError.slot(index: 0, from: 0, to: 0, dataBytes: Int(count) * 8)
    #expect(throws: ArrayStoreError.shareableList(path, error)) { try list.values() }
  }
}
