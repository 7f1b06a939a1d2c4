import Foundation
import TestSupport

@testable import ArrayReports

/// A PNG file as a decoder sees it that shares nothing with the encoder: Python's `zlib`.
struct PNGPicture {
  let width: Int
  let height: Int
  private let bytes: [UInt8]

  /// Decodes a file, and checks the lengths and checksums of all its chunks.
  ///
  /// - Throws: when anything is wrong with it.
  init(_ file: [UInt8]) throws {
    let directory = try TemporaryDirectory()
    let (image, pixels) = (directory.file("image.png"), directory.file("pixels"))
    try Data(file).write(to: URL(fileURLWithPath: image))
    let child = try ChildProcess.run(
      RepositoryFiles.python, ["-c", Self.decoder, image, pixels])
    let size = child.output.split(separator: " ").compactMap { Int($0) }
    guard child.status == 0, size.count == 2 else {
      throw CommandFailed(arguments: ["the PNG decoder"], child: child)
    }
    (width, height) = (size[0], size[1])
    bytes = Array(try Data(contentsOf: URL(fileURLWithPath: pixels)))
  }

  /// A pixel.
  subscript(column: Int, row: Int) -> PlotColor {
    let start = (row * width + column) * 3
    return PlotColor(bytes[start], bytes[start + 1], bytes[start + 2])
  }

  /// How many pixels of a column have a colour.
  func count(of color: PlotColor, inColumn column: Int) -> Int {
    count(inColumn: column) { $0 == color }
  }

  /// How many pixels of a column have a colour that is meant.
  func count(inColumn column: Int, _ isMeant: (PlotColor) -> Bool) -> Int {
    (0..<height).count { isMeant(self[column, $0]) }
  }

  private static let decoder = """
    import struct, sys, zlib
    data = open(sys.argv[1], "rb").read()
    assert data[:8] == b"\\x89PNG\\r\\n\\x1a\\n"
    position, chunks = 8, []
    while position < len(data):
        length, kind = struct.unpack_from(">I4s", data, position)
        body = data[position + 8 : position + 8 + length]
        assert len(body) == length
        crc, = struct.unpack_from(">I", data, position + 8 + length)
        assert crc == zlib.crc32(kind + body), kind
        chunks.append((kind, body))
        position += 12 + length
    assert [kind for kind, _ in chunks] == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]
    width, height, *rest = struct.unpack(">IIBBBBB", chunks[0][1])
    assert rest == [8, 3, 0, 0, 0]
    palette = chunks[1][1]
    stream = zlib.decompressobj()
    rows = stream.decompress(chunks[2][1])
    assert stream.eof and not stream.unused_data
    assert len(rows) == height * (width + 1) and not chunks[3][1]
    with open(sys.argv[2], "wb") as out:
        for row in range(height):
            line = rows[row * (width + 1) : (row + 1) * (width + 1)]
            assert line[0] == 0
            out.write(b"".join(palette[3 * i : 3 * i + 3] for i in line[1:]))
    print(width, height, end="")
    """
}
