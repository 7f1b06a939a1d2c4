import MappedFiles
import NPYFormat

/// What the Python package SharedArray writes behind the elements of an array.
///
/// 16 bytes of magic, the size of the elements, numpy's number of their type, the size of one, the
/// number of axes, and room for as many extents as numpy has axes at most: 32 in numpy 1, 64 in
/// numpy 2. It knows neither byte order, nor units of time, nor fields.
///
/// Source: the trailers that SharedArray 3.2.4 writes under numpy 2.4; the shorter one as it is
/// known of numpy 1.
struct SharedArrayTrailer {
  /// What it says of the array, whose elements begin at byte 0; nil where that makes no sense.
  let layout: ArrayLayout?

  private static let magic = Array("[SharedArray]\0\0\0".utf8)
  private static let headBytes = 36
  /// Bytes of a whole trailer, for each number of extents that there is room for.
  private static let sizes = [64, 32].map { headBytes + $0 * 8 }

  /// Looks for one at the end of a file; nil where there is none.
  init?(of file: borrowing OwnedFile, bytes: Int) {
    for size in Self.sizes where bytes >= size {
      guard let trailer = try? file.listBytes(bytes - size..<bytes, name: ""),
        trailer.starts(with: Self.magic)
      else { continue }
      layout = Self.layout(trailer, room: bytes - size)
      return
    }
    return nil
  }

  private static func layout(_ trailer: [UInt8], room: Int) -> ArrayLayout? {
    let axes = trailer[32..<36].int64
    guard axes >= 0, axes <= Int64((trailer.count - headBytes) / 8) else { return nil }
    let shape = (0..<Int(axes)).map { axis in
      Int(trailer[headBytes + axis * 8..<headBytes + axis * 8 + 8].int64)
    }
    let itemSize = Int(trailer[28..<32].int64)
    guard let text = typeText(Int(trailer[24..<28].int64), itemSize),
      let dtype = try? DType(parsing: text), dtype.itemSize == itemSize,
      let layout = try? ArrayLayout(shape: shape, dtype: dtype, format: .raw),
      layout.dataBytes == Int(trailer[16..<24].int64), layout.dataBytes <= room
    else { return nil }
    return layout
  }

  /// numpy's numbers of its types, in their order; without objects.
  private static let codes = [
    "?", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "i8", "u8", "f4", "f8", "f16", "c8", "c16",
    "c32", nil, "S", "U", "V", "M8", "m8", "f2",
  ]

  private static func typeText(_ number: Int, _ itemSize: Int) -> String? {
    guard codes.indices.contains(number), let code = codes[number] else { return nil }
    switch code {
    case "S", "V": return "|\(code)\(itemSize)"
    case "U": return "<U\(itemSize / 4)"
    default: return code
    }
  }
}
