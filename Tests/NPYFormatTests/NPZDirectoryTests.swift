import NPYFormat
import Testing

@Suite struct NPZDirectoryTests {
  /// The directory that `np.savez(file, a=float32[3], b=int8[2, 2])` writes, and its end record.
  static let savez = hexadecimal(
    "504b01022d032d000000000000002100a9f69b188c0000008c00000005000000000000000000000080010000"
      + "0000612e6e7079504b01022d032d000000000000002100c5c8fa0c8400000084000000050000000000000000"
      + "0000008001c3000000622e6e7079504b05060000000002000200660000007e0100000000")

  /// The whole archive: members of zeros, with headers as numpy writes them.
  static let archive = member("a.npy", 140) + member("b.npy", 132) + savez

  private static func hexadecimal(_ text: String) -> [UInt8] {
    let digits = text.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }

  /// A member's header, with the ZIP64 extra field that numpy always writes, and its bytes.
  private static func member(_ name: String, _ count: Int) -> [UInt8] {
    var bytes = hexadecimal("504b03042d000000000000002100a9f69b18ffffffffffffffff05001400")
    bytes += Array(name.utf8) + hexadecimal("01001000")
    for _ in 0..<2 { bytes += [UInt8(count)] + Array(repeating: 0, count: 7) }
    return bytes + Array(repeating: 0, count: count)
  }

  private func read(_ file: [UInt8]) throws(NPZError) -> NPZDirectory {
    let tail = Array(file.suffix(NPZDirectory.tailBytes))
    let location = try NPZDirectory.locate(tail: tail.span, fileBytes: file.count)
    return try NPZDirectory(Array(file[location.range]).span, at: location)
  }

  private func data(_ entry: NPZEntry, in file: [UInt8]) throws(NPZError) -> Range<Int> {
    let start = entry.localHeaderOffset
    let header = Array(file[start..<(start + NPZEntry.localHeaderBytes)])
    return try entry.dataRange(localHeader: header.span)
  }

  @Test func numpysArchivesAreRead() throws {
    let directory = try read(Self.archive)
    #expect(directory.entries.map(\.name) == ["a.npy", "b.npy"])
    #expect(directory.entries.map(\.key) == ["a", "b"])
    #expect(directory.entries.map(\.method) == [.stored, .stored])
    #expect(directory.entries.map(\.compressedBytes) == [140, 132])
    #expect(directory.entries.map(\.uncompressedBytes) == [140, 132])
    #expect(directory.entries.map(\.checksum) == [412_874_409, 217_761_989])
    #expect(directory.entries.map(\.localHeaderOffset) == [0, 195])
    #expect(try directory.entries.map { try data($0, in: Self.archive) } == [55..<195, 250..<382])
    #expect(directory.entries.allSatisfy { !$0.isEncrypted })
  }

  @Test func namesInUTF8AndDeflatedMembersAreRead() throws {
    let directory = Self.hexadecimal(
      "504b01022d032d000008080000002100a9f69b18470000008c00000006000000000000000000000080010000"
        + "0000c3a92e6e7079504b05060000000001000100340000007f0000000000")
    let file = Array(repeating: 0, count: 127) + directory
    let entry = try #require(try read(file).entries.first)
    #expect(entry.name == "é.npy" && entry.method == .deflated)
    #expect(entry.compressedBytes == 71 && entry.uncompressedBytes == 140)
  }

  @Test func otherNamesAreInCodePage437() throws {
    var file = Self.archive
    file[382 + 46] = 0x82
    #expect(try read(file).entries[0].name == "é.npy")
  }

  @Test(arguments: [0, 1, 1000, 0xFFFF]) func commentsAreSkipped(_ count: Int) throws {
    var file = Self.archive
    file[file.count - 2] = UInt8(count & 0xFF)
    file[file.count - 1] = UInt8(count >> 8)
    #expect(try read(file + Array(repeating: 32, count: count)).entries.count == 2)
  }

  @Test func bytesBeforeTheArchiveAreSkipped() throws {
    let file = Array("#!/bin/sh\n".utf8) + Self.archive
    let directory = try read(file)
    #expect(directory.entries.map(\.localHeaderOffset) == [10, 205])
    #expect(try data(directory.entries[1], in: file) == 260..<392)
  }

  @Test func zip64NumbersReplaceThoseOf32Bits() throws {
    // The end record says nothing but that there is a ZIP64 one before its locator.
    var file = Array(Self.archive.dropLast(22))
    file += Self.hexadecimal("504b06062c000000000000002d002d000000000000000000")
    for number in [2, 2, 102, 382] {
      file += (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
    file += Self.hexadecimal("504b060700000000e40100000000000001000000")
    file += Self.hexadecimal("504b050600000000ffffffffffffffffffffffff0000")
    #expect(try read(file).entries.map(\.name) == ["a.npy", "b.npy"])
    // The same numbers in a record's extra field.
    var record = Array(Self.archive[382..<433])
    for index in 20..<28 { record[index] = 0xFF }
    record[30] = 20
    record += Self.hexadecimal("010010008c000000000000008c00000000000000")
    let end = Self.hexadecimal("504b0506000000000100010047000000c30000000000")
    let short = Array(Self.archive[..<195]) + record + end
    let entry = try #require(try read(short).entries.first)
    #expect(entry.compressedBytes == 140 && entry.uncompressedBytes == 140)
  }

  @Test(arguments: [
    (0, NPZEntry.Method.stored, "stored"), (8, .deflated, "deflated"), (93, .zstd, "zstd"),
    (14, .other(14), "method 14"),
  ])
  func methodsHaveNames(_ code: Int, _ method: NPZEntry.Method, _ name: String) throws {
    var file = Self.archive
    file[382 + 10] = UInt8(code)
    let entry = try #require(try read(file).entries.first)
    #expect(entry.method == method && entry.method.description == name)
  }

  @Test func everyShortenedArchiveIsRefusedOrShifted() {
    for count in 0..<Self.archive.count {
      #expect(throws: NPZError.self) { try read(Array(Self.archive.prefix(count))) }
    }
  }

  @Test func everyChangedByteIsReadOrRefused() {
    for index in 380..<Self.archive.count {
      for byte in [0, 1, 0x7F, 0x80, 0xFF] as [UInt8] {
        var file = Self.archive
        file[index] = byte
        guard let directory = try? read(file) else { continue }
        for entry in directory.entries {
          guard let range = try? data(entry, in: file) else { continue }
          #expect(range.upperBound <= file.count)
        }
      }
    }
  }

  @Test func membersThatShareBytesAreRefused() {
    var file = Self.archive
    // The second member's offset.
    file[382 + 51 + 42] = 100
    #expect(throws: NPZError.overlappingMembers("a.npy", "b.npy")) { try read(file) }
  }

  @Test func membersOutsideOfTheFileAreRefused() {
    var file = Self.archive
    file[382 + 51 + 43] = 1
    #expect(throws: NPZError.memberOutside(name: "b.npy")) { try read(file) }
  }

  @Test func countsMustBeTrue() {
    var file = Self.archive
    file[file.count - 12] = 3
    #expect(throws: NPZError.wrongCount(said: 3, found: 2)) { try read(file) }
  }

  @Test func directoriesOutsideOfTheFileAreRefused() {
    var file = Self.archive
    for index in (file.count - 10)..<(file.count - 2) { file[index] = 0xFF }
    let expected = NPZError.directoryOutside(
      offset: 0xFFFF_FFFF, bytes: 0xFFFF_FFFF, fileBytes: file.count)
    #expect(throws: expected) { try read(file) }
  }

  @Test func otherFilesAreNotArchives() throws {
    let header = try NPYHeader(dtype: .float32, shape: [3]).encoded
    #expect(throws: NPZError.notAnArchive) { try read(header) }
    #expect(throws: NPZError.notAnArchive) { try read([]) }
  }

  @Test func theCallerMustReadWhatItIsAskedFor() {
    #expect(throws: NPZError.wrongLength(expected: 506, found: 100)) {
      try NPZDirectory.locate(tail: Array(Self.archive.suffix(100)).span, fileBytes: 506)
    }
  }
}
