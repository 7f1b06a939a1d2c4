/// The numbers in ZIP records, all little-endian (APPNOTE.TXT 4.3).
enum ZipField {
  static let localHeaderSignature: UInt32 = 0x0403_4B50
  static let directorySignature: UInt32 = 0x0201_4B50
  static let endSignature: UInt32 = 0x0605_4B50
  static let end64Signature: UInt32 = 0x0606_4B50
  static let locator64Signature: UInt32 = 0x0706_4B50

  /// Bytes of a directory record before its name.
  static let directoryRecordBytes = 46
  /// Bytes of the end record before its comment.
  static let endBytes = 22
  /// Bytes of the ZIP64 end record without extensible data.
  static let end64Bytes = 56
  /// Bytes of the ZIP64 locator.
  static let locator64Bytes = 20
  /// The extra field that holds the numbers that do not fit 32 bits.
  static let zip64Extra: UInt16 = 1

  static func uint16(_ bytes: Span<UInt8>, at offset: Int) -> UInt16 {
    UInt16(bytes[offset]) | UInt16(bytes[offset + 1]) << 8
  }

  static func uint32(_ bytes: Span<UInt8>, at offset: Int) -> UInt32 {
    UInt32(uint16(bytes, at: offset)) | UInt32(uint16(bytes, at: offset + 2)) << 16
  }

  static func uint64(_ bytes: Span<UInt8>, at offset: Int) -> UInt64 {
    UInt64(uint32(bytes, at: offset)) | UInt64(uint32(bytes, at: offset + 4)) << 32
  }
}
