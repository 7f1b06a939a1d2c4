/// Compresses the rows of an image into a zlib stream (RFC 1950 and 1951).
///
/// It looks for repetitions in two places only, the byte before and the row above, and uses the
/// fixed Huffman codes. Of a drawing, which is flat areas and straight edges, little is left.
struct PNGDeflater {
  private var stream: [UInt8] = []
  /// Bits that do not fill a byte yet, the first one lowest.
  private var pending: UInt32 = 0
  private var pendingCount = 0

  /// The zlib stream of some bytes.
  ///
  /// - Precondition: a row has 1 to 32,768 bytes, the farthest that a repetition can lie.
  /// - Complexity: O(*n*) in the number of bytes.
  static func zlibStream(of bytes: [UInt8], rowBytes: Int) -> [UInt8] {
    precondition((1...32_768).contains(rowBytes), "\(rowBytes) bytes in a row of a PNG")
    var deflater = PNGDeflater()
    // Deflate with a window of 32 KiB; no dictionary; 0x7801 is a multiple of 31.
    deflater.stream = [0x78, 0x01]
    deflater.writeBlock(bytes, rowBytes: rowBytes)
    return deflater.stream + PNGImage.bigEndian(PNGChecksum.adler32(bytes))
  }

  /// One block, the last: its header, literals and repetitions, and the code that ends it.
  private mutating func writeBlock(_ bytes: [UInt8], rowBytes: Int) {
    write(0b1, count: 1)
    write(0b01, count: 2)
    var position = 0
    while position < bytes.count {
      let before = Self.matchLength(in: bytes, at: position, distance: 1)
      let above = Self.matchLength(in: bytes, at: position, distance: rowBytes)
      if max(before, above) < 3 {
        writeSymbol(Int(bytes[position]))
        position += 1
      } else {
        writeMatch(length: max(before, above), distance: before >= above ? 1 : rowBytes)
        position += max(before, above)
      }
    }
    writeSymbol(256)
    write(0, count: (8 - pendingCount) % 8)
  }

  /// How many bytes are the same as those `distance` before them; at most 258.
  private static func matchLength(in bytes: [UInt8], at start: Int, distance: Int) -> Int {
    guard distance <= start else { return 0 }
    let end = min(bytes.count, start + 258)
    var position = start
    while position < end, bytes[position] == bytes[position - distance] { position += 1 }
    return position - start
  }

  /// A length and a distance, each a code and the bits that the code leaves open (RFC 1951, 3.2.5).
  private mutating func writeMatch(length: Int, distance: Int) {
    let offset = length - 3
    if length == 258 {
      writeSymbol(285)
    } else if offset < 8 {
      writeSymbol(257 + offset)
    } else {
      // Four codes for every power of two.
      let extra = offset.bitWidth - offset.leadingZeroBitCount - 3
      writeSymbol(257 + 4 * (extra + 1) + (offset >> extra & 3))
      write(UInt32(offset & (1 << extra - 1)), count: extra)
    }
    let reach = distance - 1
    if reach < 4 {
      writeCode(UInt32(reach), count: 5)
    } else {
      // Two codes for every power of two.
      let extra = reach.bitWidth - reach.leadingZeroBitCount - 2
      writeCode(UInt32(2 * (extra + 1) + (reach >> extra & 1)), count: 5)
      write(UInt32(reach & (1 << extra - 1)), count: extra)
    }
  }

  /// The fixed code of a literal, of a length, or of the end of the block (RFC 1951, 3.2.6).
  private mutating func writeSymbol(_ symbol: Int) {
    let value = UInt32(symbol)
    switch symbol {
    case ..<144: writeCode(0b0011_0000 + value, count: 8)
    case ..<256: writeCode(0b1_1001_0000 + value - 144, count: 9)
    case ..<280: writeCode(value - 256, count: 7)
    default: writeCode(0b1100_0000 + value - 280, count: 8)
    }
  }

  /// Huffman codes go out from their highest bit on, unlike all else.
  private mutating func writeCode(_ code: UInt32, count: Int) {
    var reversed: UInt32 = 0
    for bit in 0..<count { reversed |= (code >> bit & 1) << (count - 1 - bit) }
    write(reversed, count: count)
  }

  private mutating func write(_ bits: UInt32, count: Int) {
    pending |= bits << pendingCount
    pendingCount += count
    while pendingCount >= 8 {
      stream.append(UInt8(truncatingIfNeeded: pending))
      pending >>= 8
      pendingCount -= 8
    }
  }
}
