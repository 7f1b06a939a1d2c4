import Glibc

/// The checksum that a zstd frame with a checksum ends with: the low half of the content's XXH64.
///
/// Computed here for content that is not being compressed. Source of the algorithm: the XXH64
/// section of the specification in the xxHash project's `doc/xxhash_spec.md`.
enum ContentChecksum {
  /// That of no content, which skippable frames have in a seek table.
  static let ofNothing: UInt32 = 0x51D8_E999

  /// The checksum of some content.
  ///
  /// - Complexity: O(bytes), several gigabytes a second.
  static func of(_ content: Span<UInt8>) -> UInt32 {
    unsafe content.withUnsafeBytes { UInt32(truncatingIfNeeded: unsafe xxh64($0)) }
  }

  /// Whether all bytes are zero; looks no further than it has to.
  static func isZero(_ content: Span<UInt8>) -> Bool {
    unsafe content.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress, bytes.count > 0 else { return true }
      // All bytes are equal when each equals the one before it.
      return unsafe bytes[0] == 0 && memcmp(start, start + 1, bytes.count - 1) == 0
    }
  }

  private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
  private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
  private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
  private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

  private static func xxh64(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    guard let start = bytes.baseAddress else { return finish(prime5) }
    func word(_ offset: Int) -> UInt64 {
      UInt64(littleEndian: unsafe start.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    var offset = 0
    var hash = prime5
    if bytes.count >= 32 {
      var lane1 = prime1 &+ prime2
      var lane2 = prime2
      var lane3: UInt64 = 0
      var lane4 = 0 &- prime1
      let lastStripe = bytes.count &- 32
      while offset <= lastStripe {
        lane1 = round(lane1, word(offset))
        lane2 = round(lane2, word(offset &+ 8))
        lane3 = round(lane3, word(offset &+ 16))
        lane4 = round(lane4, word(offset &+ 24))
        offset &+= 32
      }
      hash = rotate(lane1, 1) &+ rotate(lane2, 7) &+ rotate(lane3, 12) &+ rotate(lane4, 18)
      hash = merge(merge(merge(merge(hash, lane1), lane2), lane3), lane4)
    }
    hash &+= UInt64(bytes.count)
    while offset <= bytes.count - 8 {
      hash = rotate(hash ^ round(0, word(offset)), 27) &* prime1 &+ prime4
      offset += 8
    }
    if offset <= bytes.count - 4 {
      let half = UInt32(
        littleEndian: unsafe start.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
      hash = rotate(hash ^ (UInt64(half) &* prime1), 23) &* prime2 &+ prime3
      offset += 4
    }
    while offset < bytes.count {
      hash = rotate(hash ^ (UInt64(unsafe bytes[offset]) &* prime5), 11) &* prime1
      offset += 1
    }
    return finish(hash)
  }

  private static func finish(_ hash: UInt64) -> UInt64 {
    let once = (hash ^ hash &>> 33) &* prime2
    let twice = (once ^ once &>> 29) &* prime3
    return twice ^ twice &>> 32
  }

  @inline(__always)
  private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
    rotate(lane &+ word &* prime2, 31) &* prime1
  }

  @inline(__always)
  private static func merge(_ hash: UInt64, _ lane: UInt64) -> UInt64 {
    (hash ^ round(0, lane)) &* prime1 &+ prime4
  }

  @inline(__always)
  private static func rotate(_ value: UInt64, _ bits: UInt64) -> UInt64 {
    value &<< bits | value &>> (64 &- bits)
  }
}
