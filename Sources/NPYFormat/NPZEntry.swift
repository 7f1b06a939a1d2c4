/// A member of an `.npz` archive, as the archive's directory lists it.
public struct NPZEntry: Hashable, Sendable {
  /// How a member's bytes are stored.
  public enum Method: Hashable, Sendable, CustomStringConvertible {
    /// As they are: `np.savez`.
    case stored
    /// Deflated: `np.savez_compressed`.
    case deflated
    /// Compressed with Zstandard, which Python reads from 3.14 on.
    case zstd
    /// Some other way, by its number in the ZIP specification.
    case other(UInt16)

    /// The method with a number in a ZIP record.
    init(code: UInt16) {
      switch code {
      case 0: self = .stored
      case 8: self = .deflated
      case 93: self = .zstd
      default: self = .other(code)
      }
    }

    /// The method's name, or its number.
    public var description: String {
      switch self {
      case .stored: "stored"
      case .deflated: "deflated"
      case .zstd: "zstd"
      case .other(let code): "method \(code)"
      }
    }
  }

  /// The name in the archive: `weights.npy`.
  ///
  /// It may hold `/` and `..`: it is not a path to write to.
  public let name: String
  /// How the member is stored.
  public let method: Method
  /// Whether the member is encrypted, so that its bytes tell nothing.
  public let isEncrypted: Bool
  /// Bytes in the archive.
  public let compressedBytes: Int
  /// Bytes after decompression, as the directory says.
  public let uncompressedBytes: Int
  /// The CRC-32 of the uncompressed bytes, as the directory says.
  public let checksum: UInt32
  /// Where the member's own header starts, in bytes from the start of the file.
  public let localHeaderOffset: Int
  /// The first byte that no member has, in bytes from the start of the file.
  let limit: Int

  /// The name by which numpy finds the member: without `.npy`.
  public var key: String { name.hasSuffix(".npy") ? String(name.dropLast(4)) : name }

  /// Bytes of a member's own header that `dataRange(localHeader:)` wants.
  public static let localHeaderBytes = 30

  /// The member's bytes in the archive.
  ///
  /// The member's own header repeats the name and may have other extra fields than the directory,
  /// so where the bytes start is known only from there. In an archive of numpy's they start at no
  /// particular alignment.
  ///
  /// - Parameter localHeader: `localHeaderBytes` bytes of the file from `localHeaderOffset` on.
  /// - Returns: Offsets in the file, within the file and outside of the directory.
  /// - Throws: `NPZError.wrongLength`, `.damagedMember`, `.memberOutside`.
  /// - Complexity: O(1).
  public func dataRange(localHeader: Span<UInt8>) throws(NPZError) -> Range<Int> {
    guard localHeader.count == Self.localHeaderBytes else {
      throw .wrongLength(expected: Self.localHeaderBytes, found: localHeader.count)
    }
    guard ZipField.uint32(localHeader, at: 0) == ZipField.localHeaderSignature else {
      throw .damagedMember(name: name)
    }
    let nameBytes = Int(ZipField.uint16(localHeader, at: 26))
    let extraBytes = Int(ZipField.uint16(localHeader, at: 28))
    // The offset is within the file, and the rest is small.
    let start = localHeaderOffset + Self.localHeaderBytes + nameBytes + extraBytes
    guard start <= limit, compressedBytes <= limit - start else {
      throw .memberOutside(name: name)
    }
    return start..<(start + compressedBytes)
  }
}
