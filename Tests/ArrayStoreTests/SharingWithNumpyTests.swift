import NPYShare
import TestSupport
import Testing

/// Swift and numpy at work on the same live bytes.
@Suite struct SharingWithNumpyTests {
  static let dtypes = [
    "|b1", "|i1", "|u1", "<i2", ">i2", "<u2", "<i4", ">i4", "<u4", "<i8", "<u8", ">u8", "<f2",
    "<f4", ">f4", "<f8", ">f8", "<f16", "<c8", "<c16", ">c16", "<c32", "|S5", "<U3", ">U3", "|V7",
    "<M8[ns]", "<M8[D]", ">M8[25s]", "<m8[us]", "<V2", "|S0",
    "[('x', '<f4'), ('y', '>i2')]",
    "[('x', '|u1'), ('', '|V3'), ('y', '<f4')]",
    "[(('a title', 'name'), '<f8'), ('sub', '<i2', (2, 3))]",
    "[('outer', [('inner', '<c8'), ('s', '|S3')]), ('t', '<M8[ms]')]",
  ]

  @Test(arguments: TemporaryDirectory.Place.allCases, [false, true])
  func eachSideSeesWhatTheOtherStores(
    place: TemporaryDirectory.Place, isFortranOrder: Bool
  ) throws {
    let directory = try TemporaryDirectory(place)
    let peer = try NumpyPeer()
    for (number, text) in Self.dtypes.enumerated() {
      let location = try ArrayLocation(file: directory.file("a\(number).npy"))
      var options = CreationOptions()
      options.isFortranOrder = isFortranOrder
      let dtype = try DType(parsing: text)
      let array = try SharedArray.create(location, shape: [3, 4], dtype: dtype, options: options)

      // Bools are only ever 0 or 1.
      let mask: UInt8 = text == "|b1" ? 1 : 0xFF
      try array.withUnleasedMutableBytes { bytes in
        var bytes = bytes
        for index in bytes.indices {
          bytes[index] = UInt8(truncatingIfNeeded: index * 7 + 3) & mask
        }
      }
      let stored = try Self.hexadecimal(array)
      let sight = try #require(peer.lookAndInvert(location.path), "\(peer.lastWords())")
      #expect(sight.descr == Self.numpySpelling(dtype), "\(text)")
      #expect(sight.shape == "(3, 4)", "\(text)")
      #expect(sight.order == (isFortranOrder && dtype.itemSize > 0 ? "F" : sight.order), "\(text)")
      #expect(sight.bytes == stored, "numpy sees other elements of \(text) than Swift stored")

      let inverted = try array.withUnleasedBytes { bytes in
        bytes.indices.map { 255 - bytes[$0] }
      }
      #expect(
        Self.hexadecimal(inverted) == stored,
        "Swift sees other elements of \(text) than numpy stored")
    }
  }

  @Test(arguments: TemporaryDirectory.Place.allCases, [false, true])
  func numbersAreTheSameNumbersAtTheSameIndices(
    place: TemporaryDirectory.Place, isFortranOrder: Bool
  ) throws {
    let directory = try TemporaryDirectory(place)
    func check<Element: ArrayElement & Equatable>(
      _ type: Element.Type, _ value: (Int) -> Element
    ) throws {
      let path = directory.file("\(type).npy")
      var options = CreationOptions()
      options.isFortranOrder = isFortranOrder
      let array = try SharedArray.create(
        ArrayLocation(file: path), shape: [2, 3, 5], of: type, options: options
      ) { view in
        for i in 0..<2 {
          for j in 0..<3 { for k in 0..<5 { view[i, j, k] = value(i * 15 + j * 5 + k) } }
        }
      }
      let child = try ChildProcess.python(
        """
        a = np.load(sys.argv[1], mmap_mode="r+")
        assert a.shape == (2, 3, 5) and a.flags.f_contiguous == (sys.argv[2] == "true"), a.flags
        assert np.array_equal(a, np.arange(30).reshape(2, 3, 5)), a
        a[1, 2, 3] = 99
        """, [path, "\(isFortranOrder)"])
      #expect(child.status == 0, "\(type): \(child.errors)")
      try array.withUnleasedView(as: type) { view in
        #expect(view[1, 2, 3] == value(99), "\(type)")
        #expect(view[1, 2, 4] == value(29), "\(type)")
      }
    }
    try check(Int8.self) { Int8($0) }
    try check(UInt8.self) { UInt8($0) }
    try check(Int16.self) { Int16($0) }
    try check(UInt16.self) { UInt16($0) }
    try check(Int32.self) { Int32($0) }
    try check(UInt32.self) { UInt32($0) }
    try check(Int64.self) { Int64($0) }
    try check(UInt64.self) { UInt64($0) }
    try check(Float16.self) { Float16($0) }
    try check(Float.self) { Float($0) }
    try check(Double.self) { Double($0) }
  }

  @Test func numpyMapsWhatSwiftMakesOfEveryShape() throws {
    let directory = try TemporaryDirectory(.shm)
    let peer = try NumpyPeer()
    let shapes = [
      [], [0], [1], [7], [3, 0, 2], [1, 5], [5, 1], [2, 3, 4], [Int](repeating: 1, count: 64),
    ]
    for (number, shape) in shapes.enumerated() {
      for isFortranOrder in [false, true] {
        var options = CreationOptions()
        options.isFortranOrder = isFortranOrder
        let path = directory.file("\(number)-\(isFortranOrder)")
        let array = try SharedArray.create(
          ArrayLocation(file: path), shape: shape, of: Double.self, options: options)
        let sight = try #require(peer.look(path), "\(shape): \(peer.lastWords())")
        let extents = shape.map(String.init).joined(separator: ", ")
        #expect(sight.shape == (shape.count == 1 ? "(\(extents),)" : "(\(extents))"))
        #expect(sight.bytes.count == array.layout.dataBytes * 2)
        // numpy calls an array Fortran-ordered only where that makes a difference.
        #expect(array.isFortranOrder == (sight.order == "F"), "\(shape)")
      }
    }
  }

  /// Swift's `<V2` is bfloat16 as ml_dtypes spells it; numpy without that package says `|V2`.
  private static func numpySpelling(_ dtype: DType) -> String {
    let text = dtype.descr.repr
    return text == "'<V2'"
      ? "|V2" : text.hasPrefix("'") ? String(text.dropFirst().dropLast()) : text
  }

  private static func hexadecimal(_ array: SharedArray) throws -> String {
    hexadecimal(try array.withUnleasedBytes { bytes in bytes.indices.map { bytes[$0] } })
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
