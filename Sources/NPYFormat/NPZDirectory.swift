/// The list of members at the end of an `.npz` archive, which is a ZIP archive of `.npy` files.
///
/// Reading it takes two steps, and the caller does the reading: `locate(tail:fileBytes:)` finds
/// the directory from the file's last bytes, `init(_:at:)` takes it apart. ZIP64 and data before
/// the archive are understood, as Python's `zipfile` does. Every count and offset is checked
/// before it is used, and the memory needed is a small multiple of the directory's size.
public struct NPZDirectory: Hashable, Sendable {
  /// The members in the order of the directory.
  public let entries: [NPZEntry]

  /// Bytes from the end of a file that suffice for `locate(tail:fileBytes:)`; fewer if the file
  /// has fewer.
  public static let tailBytes =
    ZipField.end64Bytes + ZipField.locator64Bytes + ZipField.endBytes + 0xFFFF

  /// The largest directory that is read, in bytes: 64 MiB, some 600,000 members.
  public static let maximumBytes = 64 << 20

  /// Where the directory of an archive is.
  public struct Location: Hashable, Sendable {
    /// Offsets in the file.
    public let range: Range<Int>
    /// How many members the archive says it has.
    public let entryCount: UInt64
    /// Bytes before the archive, which its offsets do not count.
    let leadingBytes: Int
    /// Whether the count may be larger by a multiple of 65,536.
    let isCountTruncated: Bool
  }

  /// Takes a directory apart.
  ///
  /// - Parameters:
  ///   - bytes: The bytes at `location.range`.
  ///   - location: Where they come from.
  /// - Throws: `NPZError` for anything that does not fit the file or itself.
  /// - Complexity: O(*n* log *n*) in the number of members.
  public init(_ bytes: Span<UInt8>, at location: Location) throws(NPZError) {
    guard bytes.count == location.range.count else {
      throw .wrongLength(expected: location.range.count, found: bytes.count)
    }
    var entries: [NPZEntry] = []
    var position = 0
    while position < bytes.count {
      let record = try NPZRecord(bytes, at: position, index: entries.count)
      entries.append(try record.entry(location))
      position = record.end
    }
    let count = UInt64(entries.count)
    let isCountRight =
      location.isCountTruncated
      ? location.entryCount == count & 0xFFFF : location.entryCount == count
    guard isCountRight else {
      throw .wrongCount(said: location.entryCount, found: entries.count)
    }
    try Self.checkOverlaps(entries)
    self.entries = entries
  }

  /// Checks that no two members share bytes, as far as the directory tells.
  private static func checkOverlaps(_ entries: [NPZEntry]) throws(NPZError) {
    let sorted = entries.sorted { $0.localHeaderOffset < $1.localHeaderOffset }
    for (entry, next) in zip(sorted, sorted.dropFirst()) {
      // Both offsets and the size are within the file.
      let end = entry.localHeaderOffset + NPZEntry.localHeaderBytes + entry.compressedBytes
      guard end <= next.localHeaderOffset else {
        throw .overlappingMembers(entry.name, next.name)
      }
    }
  }
}
