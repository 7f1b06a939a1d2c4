import MappedFiles
import TestSupport
import Testing

/// Room behind the bytes of a file that others may have mapped.
@Suite struct FileSpaceTests {
  /// A file of 10,000 bytes of 7.
  private static func file(
    _ place: TemporaryDirectory.Place
  ) throws -> (path: String, directory: TemporaryDirectory) {
    let directory = try TemporaryDirectory(place)
    let pending = try PendingFile(in: directory.path)
    try pending.file.write(elements: [UInt8](repeating: 7, count: 10_000).span, at: 0)
    _ = try pending.publish(as: "f")
    return (directory.file("f"), directory)
  }

  private static func bytes(_ file: borrowing OwnedFile) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 1, count: try file.status().size)
    var span = bytes.mutableSpan
    #expect(try file.read(into: &span, at: 0) == bytes.count)
    return bytes
  }

  @Test(arguments: TemporaryDirectory.Place.allCases)
  func reservedRoomIsThereAndReadsAsZeros(place: TemporaryDirectory.Place) throws {
    let (path, directory) = try Self.file(place)
    let file = try OwnedFile(opening: path, access: .readWrite)
    try file.reserve(9_000..<300_000)
    #expect(try file.status().size == 300_000)
    #expect(try file.status().allocatedBytes >= 300_000)
    #expect(
      try Self.bytes(file) == [UInt8](repeating: 7, count: 10_000)
        + [UInt8](repeating: 0, count: 290_000))
    try file.reserve(0..<50)
    #expect(try file.status().size == 300_000)
    withExtendedLifetime(directory) {}
  }

  @Test(arguments: TemporaryDirectory.Place.allCases)
  func whatIsClearedIsZerosAndItsRoomIsGivenBack(place: TemporaryDirectory.Place) throws {
    let (path, directory) = try Self.file(place)
    let file = try OwnedFile(opening: path, access: .readWrite)
    let before = try file.status().allocatedBytes
    try file.write(elements: [UInt8](repeating: 9, count: 290_000).span, at: 10_000)
    try file.clear(from: 9_000)
    #expect(try file.status().size == 300_000)
    #expect(try file.status().allocatedBytes <= before)
    #expect(
      try Self.bytes(file) == [UInt8](repeating: 7, count: 9_000)
        + [UInt8](repeating: 0, count: 291_000))
    try file.clear(from: 300_000)
    try file.clear(from: 1 << 40)
    #expect(try file.status().size == 300_000)
    withExtendedLifetime(directory) {}
  }

  @Test(arguments: TemporaryDirectory.Place.allCases)
  func anExtendedFileIsLongerAndMostlyAHole(place: TemporaryDirectory.Place) throws {
    let (path, directory) = try Self.file(place)
    let file = try OwnedFile(opening: path, access: .readWrite)
    try file.extend(to: 1 << 24)
    #expect(try file.status().size == 1 << 24)
    #expect(try file.status().allocatedBytes < 1 << 16)
    let mapping = try Mapping(file, count: 1 << 24, protection: .readWrite)
    var elements = mapping.mutableElements(of: UInt8.self, at: 0, count: 1 << 24)
    #expect(elements[9_999] == 7 && elements[10_000] == 0)
    elements[(1 << 24) - 1] = 5
    withExtendedLifetime(directory) {}
  }

  /// Rows that are appended are seen through a mapping that was made before.
  @Test(arguments: TemporaryDirectory.Place.allCases)
  func aMappingBeyondTheEndReachesBytesThatComeLater(place: TemporaryDirectory.Place) throws {
    let (path, directory) = try Self.file(place)
    let file = try OwnedFile(opening: path, access: .readWrite)
    let mapping = try Mapping(file, count: 1 << 20, protection: .readOnly)
    #expect(mapping.elements(of: UInt8.self, at: 9_999, count: 1)[0] == 7)
    for offset in [10_000, 12_287, 12_288, 100_000, (1 << 20) - 1] {
      try file.write(elements: [UInt8(0x5A)].span, at: offset)
      #expect(mapping.elements(of: UInt8.self, at: offset, count: 1)[0] == 0x5A)
    }
    withExtendedLifetime(directory) {}
  }
}
