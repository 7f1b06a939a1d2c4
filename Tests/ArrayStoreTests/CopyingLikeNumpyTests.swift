import Foundation
import NPYShare
import TestSupport
import Testing

/// Copies and folds of arrays that are large enough for several threads and for tiles, beside
/// numpy's of the same live files.
@Suite struct CopyingLikeNumpyTests {
  /// A copy `destination[to] = source[from].transpose(order)`.
  struct Copy: Codable, Sendable {
    let type: String
    var source = "<"
    let shape: [Int]
    var isFortranSource = false
    var from = "..."
    let order: [Int]
    var destination = "<"
    let into: [Int]
    var isFortranDestination = false
    var to = "..."
  }

  /// A record of 12 bytes.
  struct Point: ArrayRecord {
    var x: Float
    var y: Float
    var id: Int32
    static var fields: [RecordField<Self>] {
      [RecordField("x", \.x), RecordField("y", \.y), RecordField("id", \.id)]
    }
  }

  // Extents are no multiples of a tile's sides, and of 8 MiB and more several threads take part.
  static let copies = [
    Copy(type: "u1", shape: [1001, 1003], order: [1, 0], into: [1003, 1001]),
    Copy(type: "u1", shape: [2901, 2903], order: [1, 0], into: [2903, 2901]),
    Copy(type: "i2", shape: [517, 705], isFortranSource: true, order: [0, 1], into: [517, 705]),
    Copy(type: "i2", source: ">", shape: [65, 9, 130], order: [2, 1, 0], into: [130, 9, 65]),
    Copy(
      type: "i4", source: ">", shape: [1531, 1533], order: [0, 1], into: [1531, 1533],
      isFortranDestination: true),
    Copy(
      type: "i4", shape: [2_500_001], from: "::-1", order: [0], destination: ">", into: [2_500_001]),
    Copy(type: "f8", shape: [129, 97, 101], order: [2, 0, 1], into: [101, 129, 97]),
    Copy(
      type: "f8", shape: [1101, 1103], from: "1:-1, ::-2", order: [1, 0], into: [1659, 1105],
      to: "3::3, 2:-4"),
    Copy(
      type: "f8", shape: [33, 1, 40, 5, 31], isFortranSource: true, from: "::-1",
      order: [3, 4, 0, 1, 2],
      into: [5, 31, 33, 1, 40]),
    Copy(
      type: "c16", source: ">", shape: [701, 801], order: [0, 1], into: [701, 801],
      isFortranDestination: true),
    Copy(type: "c16", shape: [335, 301], order: [1, 0], into: [301, 335]),
    Copy(type: "c8", shape: [335, 301], order: [1, 0], destination: ">", into: [301, 335]),
    Copy(
      type: "M8[ns]", source: ">", shape: [3, 2, 200_001], order: [1, 2, 0], into: [2, 200_001, 3]),
    Copy(type: "b1", shape: [3000, 3001], order: [0, 1], into: [3000, 3001]),
    Copy(type: "point", shape: [903, 911], order: [1, 0], into: [911, 903]),
    Copy(type: "point", shape: [903, 91], from: "::-1, 5:", order: [0, 1], into: [903, 86]),
    Copy(
      type: "f4", shape: [8, 300_001], order: [1, 0], into: [300_001, 8], isFortranDestination: true
    ),
  ]

  static let descr = "np.dtype([('x', '<f4'), ('y', '<f4'), ('id', '<i4')]) if t == 'point' else"

  @Test(arguments: copies)
  func aCopyIsNumpysAssignment(copy: Copy) throws {
    let directory = try TemporaryDirectory(.shm)
    let (source, destination) = (directory.file("source.npy"), directory.file("destination.npy"))
    let json = String(decoding: try JSONEncoder().encode(copy), as: UTF8.self)
    let preface = """
      import json
      c = json.loads(sys.argv[1])
      t = c["type"]
      def dtype(order):
          return \(Self.descr) np.dtype(order + t)
      def slices(text):
          return eval(f"np.s_[{text}]")

      """
    let writer = try ChildProcess.python(
      preface + """
        data = np.random.default_rng(1).bytes(int(np.prod(c["shape"])) * dtype("<").itemsize)
        if t == "b1":
            data = bytes(byte & 1 for byte in data)
        order = "F" if c["isFortranSource"] else "C"
        np.save(sys.argv[2], np.ndarray(c["shape"], dtype(c["source"]), data, order=order))
        """, [json, source])
    try #require(writer.status == 0, "\(writer.errors)")
    switch copy.type {
    case "u1": try Self.run(copy, source, destination, UInt8.self)
    case "i2": try Self.run(copy, source, destination, Int16.self)
    case "i4": try Self.run(copy, source, destination, Int32.self)
    case "f4": try Self.run(copy, source, destination, Float.self)
    case "f8": try Self.run(copy, source, destination, Double.self)
    case "c8": try Self.run(copy, source, destination, ComplexNumber<Float>.self)
    case "c16": try Self.run(copy, source, destination, ComplexNumber<Double>.self)
    case "b1": try Self.run(copy, source, destination, Bool.self)
    case "M8[ns]":
      try Self.run(copy, source, destination, DateTime64<TimeUnit.Nanoseconds>.self)
    default: try Self.run(copy, source, destination, Point.self)
    }
    let judge = try ChildProcess.python(
      preface + """
        s = np.load(sys.argv[2], mmap_mode="r")
        d = np.load(sys.argv[3], mmap_mode="r")
        assert d.dtype == dtype(c["destination"]) and list(d.shape) == c["into"], (d.dtype, d.shape)
        expected = np.zeros_like(d)
        expected[slices(c["to"])] = s[slices(c["from"])].transpose(c["order"])
        assert any(expected.tobytes()) and d.tobytes("A") == expected.tobytes("A")
        """, [json, source, destination])
    #expect(judge.status == 0, "\(judge.errors)")
  }

  private static func run<Element: ArrayElement>(
    _ copy: Copy, _ source: String, _ destination: String, _ type: Element.Type
  ) throws {
    let dtype = copy.destination == ">" ? Element.dtype.byteSwapped : Element.dtype
    var options = CreationOptions()
    options.isFortranOrder = copy.isFortranDestination
    let from = try SharedArray.attach(ArrayLocation(file: source))
    let to = try SharedArray.create(
      ArrayLocation(file: destination), shape: copy.into, dtype: dtype, options: options)
    try from.withUnleasedView(as: type) { elements in
      try to.withUnleasedMutableView(as: type) { view in
        var part = view.slice(try AxisIndex.list(copy.to))
        part.copy(
          from: elements.slice(try AxisIndex.list(copy.from)).transposed(copy.order))
      }
    }
  }

  @Test(arguments: ["<i8", ">i8"], [false, true])
  func foldsMeetEachElementOnceAtItsPlace(dtype: String, isFortranOrder: Bool) throws {
    let directory = try TemporaryDirectory(.shm)
    let path = directory.file("a.npy")
    // More than a piece, so that there are several.
    let child = try ChildProcess.python(
      """
      data = np.random.default_rng(2).bytes(8 * 3 * 557 * 359)
      a = np.ndarray((557, 3, 359), sys.argv[2], data, order="F" if sys.argv[3] == "true" else "C")
      np.save(sys.argv[1], a)
      wrapping = lambda x: int(np.add.reduce(x.astype("i8").ravel()))
      for part in (a, a[::-1, 1:, ::2], a.T):
          b = part[..., ::-1].astype("i8")
          places = np.arange(1, part.size + 1).reshape(part.shape)
          part = part.astype("i8")
          print(wrapping(part), wrapping(part * places + b * (part >> 32)))
      """, [path, dtype, "\(isFortranOrder)"])
    let expected = child.output.split(whereSeparator: \.isWhitespace).compactMap { Int64($0) }
    try #require(expected.count == 6, "\(child.errors)")
    let array = try SharedArray.attach(ArrayLocation(file: path))
    var found: [Int64] = []
    try array.withUnleasedView(as: Int64.self) { whole in
      Self.fold(whole, into: &found)
      Self.fold(whole.slice(.slice(by: -1), .slice(from: 1), .slice(by: 2)), into: &found)
      Self.fold(whole.transposed(), into: &found)
    }
    #expect(found == expected)
  }

  /// The wrapping sum of the elements, and one in which their places count, and others beside them.
  private static func fold(_ view: borrowing ArrayView<Int64>, into found: inout [Int64]) {
    found.append(
      view.fold(
        Int64(0), { sum, span in for place in span.indices { sum &+= span[place] } },
        combine: &+=))
    found.append(
      view.fold(
        with: view.slice(.ellipsis, .slice(by: -1)), Int64(0),
        { sum, place, span, others in
          for index in span.indices {
            sum &+= span[index] &* Int64(place + index + 1) &+ others[index] &* (span[index] >> 32)
          }
        }, combine: &+=))
  }
}
