extension NPZDirectory {
  /// Finds the directory of an archive.
  ///
  /// - Parameters:
  ///   - tail: The last `tailBytes` bytes of the file, or all of it if it is shorter.
  ///   - fileBytes: The size of the file in bytes.
  /// - Returns: Where the directory is: a range within the file.
  /// - Throws: `NPZError.notAnArchive`, `.multipleVolumes`, `.directoryOutside`,
  ///   `.directoryTooLarge`, `.wrongLength` if `tail` has another size.
  /// - Complexity: O(*n*) in the length of the tail.
  public static func locate(
    tail: Span<UInt8>, fileBytes: Int
  ) throws(NPZError) -> Location {
    let expected = min(max(fileBytes, 0), tailBytes)
    guard tail.count == expected else {
      throw .wrongLength(expected: expected, found: tail.count)
    }
    guard let end = endRecord(tail) else { throw .notAnArchive }
    var volume = UInt32(ZipField.uint16(tail, at: end + 4))
    var count = UInt64(ZipField.uint16(tail, at: end + 10))
    var bytes = UInt64(ZipField.uint32(tail, at: end + 12))
    var offset = UInt64(ZipField.uint32(tail, at: end + 16))
    var directoryEnd = end
    let record64 = try end64Record(tail, before: end)
    if let record64 {
      volume = ZipField.uint32(tail, at: record64 + 16)
      count = ZipField.uint64(tail, at: record64 + 32)
      bytes = ZipField.uint64(tail, at: record64 + 40)
      offset = ZipField.uint64(tail, at: record64 + 48)
      directoryEnd = record64
    }
    guard volume == 0 else { throw .multipleVolumes }
    // The directory ends where its end record starts. What its offset lacks is data before the
    // archive.
    let limit = UInt64(fileBytes - tail.count + directoryEnd)
    guard bytes <= limit, offset <= limit - bytes else {
      throw .directoryOutside(offset: offset, bytes: bytes, fileBytes: fileBytes)
    }
    let start = Int(limit - bytes)
    guard Int(bytes) <= maximumBytes else {
      throw .directoryTooLarge(bytes: Int(bytes), limit: maximumBytes)
    }
    return Location(
      range: start..<(start + Int(bytes)), entryCount: count,
      leadingBytes: start - Int(offset), isCountTruncated: record64 == nil)
  }

  /// The offset of the end record in the tail: the last signature counts, as in Python.
  private static func endRecord(_ tail: Span<UInt8>) -> Int? {
    var offset = tail.count - ZipField.endBytes
    while offset >= 0 {
      if ZipField.uint32(tail, at: offset) == ZipField.endSignature { return offset }
      offset -= 1
    }
    return nil
  }

  /// The offset of the ZIP64 end record in the tail; nil if there is none.
  private static func end64Record(
    _ tail: Span<UInt8>, before end: Int
  ) throws(NPZError) -> Int? {
    let locator = end - ZipField.locator64Bytes
    guard locator >= 0, ZipField.uint32(tail, at: locator) == ZipField.locator64Signature else {
      return nil
    }
    guard ZipField.uint32(tail, at: locator + 4) == 0,
      ZipField.uint32(tail, at: locator + 16) <= 1
    else { throw .multipleVolumes }
    let record = locator - ZipField.end64Bytes
    guard record >= 0, ZipField.uint32(tail, at: record) == ZipField.end64Signature else {
      return nil
    }
    return record
  }
}
