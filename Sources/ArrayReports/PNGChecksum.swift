/// The two checksums in a PNG file.
enum PNGChecksum {
  /// The CRC-32 that ends every chunk (ISO/IEC 15948, annex D).
  static func crc32(_ bytes: [UInt8]) -> UInt32 {
    var remainder = UInt32.max
    for byte in bytes {
      remainder = remainders[Int(UInt8(truncatingIfNeeded: remainder) ^ byte)] ^ (remainder >> 8)
    }
    return ~remainder
  }

  /// The Adler-32 that ends a zlib stream (RFC 1950, section 9).
  static func adler32(_ bytes: [UInt8]) -> UInt32 {
    let modulus: UInt32 = 65_521
    var (low, high): (UInt32, UInt32) = (1, 0)
    for byte in bytes {
      low = (low + UInt32(byte)) % modulus
      high = (high + low) % modulus
    }
    return high << 16 | low
  }

  /// The remainder of each byte, for the polynomial 0x04C11DB7 with its bits reversed.
  private static let remainders: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { remainder, _ in
      remainder & 1 == 0 ? remainder >> 1 : 0xEDB8_8320 ^ (remainder >> 1)
    }
  }
}
