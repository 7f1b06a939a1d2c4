/// Why bytes are not the directory of a ZIP archive.
public enum NPZError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No end-of-directory record in the last 64 KiB.
  case notAnArchive
  /// The caller passed another number of bytes than was asked for.
  case wrongLength(expected: Int, found: Int)
  /// The archive is one of several volumes.
  case multipleVolumes
  /// The directory is not within the file.
  case directoryOutside(offset: UInt64, bytes: UInt64, fileBytes: Int)
  /// The directory is larger than is read, in bytes.
  case directoryTooLarge(bytes: Int, limit: Int)
  /// A record of the directory is cut off or has the wrong signature.
  case damagedRecord(index: Int)
  /// The directory has another number of records than it says.
  case wrongCount(said: UInt64, found: Int)
  /// A member's name is not UTF-8, though it is marked so.
  case badName(index: Int)
  /// A member is not within the file.
  case memberOutside(name: String)
  /// Two members share bytes.
  case overlappingMembers(String, String)
  /// A member's own header is damaged.
  case damagedMember(name: String)

  /// One line that says what is wrong.
  public var description: String {
    switch self {
    case .notAnArchive: "no end of a ZIP directory in the last 64 KiB"
    case .wrongLength(let expected, let found):
      "expected \(expected) bytes of the archive, and was given \(found)"
    case .multipleVolumes: "the archive is one of several volumes"
    case .directoryOutside(let offset, let bytes, let fileBytes):
      "the directory of \(bytes) bytes at \(offset) is not within the file of \(fileBytes)"
    case .directoryTooLarge(let bytes, let limit):
      "the directory takes \(bytes) bytes, and at most \(limit) are read"
    case .damagedRecord(let index): "record \(index) of the directory is damaged"
    case .wrongCount(let said, let found):
      "the directory has \(found) records, and says that it has \(said)"
    case .badName(let index): "the name in record \(index) of the directory is not UTF-8"
    case .memberOutside(let name): "member \(name.debugDescription) is not within the file"
    case .overlappingMembers(let first, let second):
      "members \(first.debugDescription) and \(second.debugDescription) overlap"
    case .damagedMember(let name): "the header of member \(name.debugDescription) is damaged"
    }
  }
}
