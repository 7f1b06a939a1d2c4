/// The format version in bytes 6 and 7 of a `.npy` file.
///
/// Three exist (NEP 1 and `numpy.lib.format`): 1.0, with a 16-bit header length and latin-1 text;
/// 2.0, with a 32-bit length and latin-1 text; 3.0, with a 32-bit length and UTF-8 text.
public struct NPYVersion: Hashable, Sendable, CustomStringConvertible {
  /// Byte 6 of the file.
  public let major: UInt8
  /// Byte 7 of the file.
  public let minor: UInt8

  /// A version as two bytes of a file say it, known or not.
  public init(major: UInt8, minor: UInt8) {
    self.major = major
    self.minor = minor
  }

  /// Version 1.0: a 16-bit header length, latin-1 text.
  public static let v1 = NPYVersion(major: 1, minor: 0)
  /// Version 2.0: a 32-bit header length, latin-1 text.
  public static let v2 = NPYVersion(major: 2, minor: 0)
  /// Version 3.0: a 32-bit header length, UTF-8 text.
  public static let v3 = NPYVersion(major: 3, minor: 0)

  /// Whether this is one of the three versions that exist.
  public var isSupported: Bool { minor == 0 && (1...3).contains(major) }

  /// The version as people write it, such as `1.0`.
  public var description: String { "\(major).\(minor)" }

  /// Bytes before the header's text: magic, version and length field.
  var prefixBytes: Int { major == 1 ? 10 : 12 }

  /// The largest header length that this version's length field can say, in bytes.
  var maximumTextBytes: Int { major == 1 ? 0xFFFF : 0xFFFF_FFFF }

  /// The encoding of this version's header text.
  var encoding: TextEncoding { major == 3 ? .utf8 : .latin1 }
}
