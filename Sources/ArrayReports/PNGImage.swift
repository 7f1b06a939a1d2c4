/// An image of at most 256 colours, and its PNG file (ISO/IEC 15948).
struct PNGImage {
  /// Pixels in a row.
  let width: Int
  /// The palette's index of each pixel, row by row from the top.
  let pixels: [UInt8]
  /// The colours.
  let palette: [PlotColor]

  /// A complete file: header, palette, pixels, end.
  var fileBytes: [UInt8] {
    let height = pixels.count / width
    let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    // 8 bits a pixel, indexed colour, the only compression and filtering, not interlaced.
    let header =
      Self.bigEndian(UInt32(width)) + Self.bigEndian(UInt32(height)) + [8, 3, 0, 0, 0]
    return signature + Self.chunk("IHDR", header)
      + Self.chunk("PLTE", palette.flatMap { [$0.red, $0.green, $0.blue] })
      + Self.chunk("IDAT", compressedRows) + Self.chunk("IEND", [])
  }

  private var compressedRows: [UInt8] {
    var rows: [UInt8] = []
    rows.reserveCapacity(pixels.count + pixels.count / width)
    for start in stride(from: 0, to: pixels.count, by: width) {
      // Filter 0, none: the differences that the others make are no use on indices.
      rows.append(0)
      rows += pixels[start..<start + width]
    }
    return PNGDeflater.zlibStream(of: rows, rowBytes: width + 1)
  }

  /// The length of the data, a type, the data, and the checksum of the latter two.
  private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(type.utf8) + data
    return bigEndian(UInt32(data.count)) + body + bigEndian(PNGChecksum.crc32(body))
  }

  /// The bytes of a number, the most significant first.
  static func bigEndian(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }
}
