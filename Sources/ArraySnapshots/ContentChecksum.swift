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

  /// The checksum of so many zeros.
  ///
  /// - Complexity: O(count), 20 gigabytes a second.
  static func ofZeros(_ count: Int) -> UInt32 {
    var lanes = Lanes()
    for _ in 0..<count / Lanes.stripeBytes { lanes.add(0, 0, 0, 0) }
    let rest = [UInt8](repeating: 0, count: count % Lanes.stripeBytes)
    return unsafe rest.withUnsafeBytes { rest in
      UInt32(truncatingIfNeeded: unsafe hash(lanes, total: count, rest: rest))
    }
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

  /// What 32 bytes at a time are gathered in.
  private struct Lanes {
    static let stripeBytes = 32

    private var lane1 = prime1 &+ prime2
    private var lane2 = prime2
    private var lane3: UInt64 = 0
    private var lane4 = 0 &- prime1

    @inline(__always)
    mutating func add(_ word1: UInt64, _ word2: UInt64, _ word3: UInt64, _ word4: UInt64) {
      lane1 = round(lane1, word1)
      lane2 = round(lane2, word2)
      lane3 = round(lane3, word3)
      lane4 = round(lane4, word4)
    }

    var merged: UInt64 {
      let sum = rotate(lane1, 1) &+ rotate(lane2, 7) &+ rotate(lane3, 12) &+ rotate(lane4, 18)
      return merge(merge(merge(merge(sum, lane1), lane2), lane3), lane4)
    }
  }

  private static func xxh64(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var lanes = Lanes()
    var offset = 0
    while offset <= bytes.count &- Lanes.stripeBytes {
      lanes.add(
        unsafe word(bytes, offset), unsafe word(bytes, offset &+ 8),
        unsafe word(bytes, offset &+ 16), unsafe word(bytes, offset &+ 24))
      offset &+= Lanes.stripeBytes
    }
    return unsafe hash(
      lanes, total: bytes.count, rest: UnsafeRawBufferPointer(rebasing: bytes[offset...]))
  }

  /// Adds what is left when no more 32 bytes are.
  private static func hash(
    _ lanes: Lanes, total: Int, rest: UnsafeRawBufferPointer
  ) -> UInt64 {
    var hash = (total < Lanes.stripeBytes ? prime5 : lanes.merged) &+ UInt64(total)
    var offset = 0
    while offset <= rest.count - 8 {
      hash = rotate(hash ^ round(0, unsafe word(rest, offset)), 27) &* prime1 &+ prime4
      offset += 8
    }
    if offset <= rest.count - 4 {
      let half = UInt32(
        littleEndian: unsafe rest.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
      hash = rotate(hash ^ (UInt64(half) &* prime1), 23) &* prime2 &+ prime3
      offset += 4
    }
    while offset < rest.count {
      hash = rotate(hash ^ (UInt64(unsafe rest[offset]) &* prime5), 11) &* prime1
      offset += 1
    }
    return finish(hash)
  }

  @inline(__always)
  private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
    UInt64(littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
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
