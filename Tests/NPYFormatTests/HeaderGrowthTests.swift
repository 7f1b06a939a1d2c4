import Foundation
import NPYFormat
import TestSupport
import Testing

/// Headers that take the place of others when arrays become longer.
@Suite struct HeaderGrowthTests {
  static let descrs = [
    "|b1", "<f4", ">f8", "<c16", "<f16", "|S5", "<U3", "|V7", "|S0", "<M8[25s]", ">m8", "<V2",
    "[('x', '<f4'), ('y', '>i2')]", "[(('t', 'x'), '<f8'), ('sub', '<i2', (2, 3))]",
    "[('é', '<f4')]", "[('整', '<f4')]", "[('', '|V1'), ('a', '|i1'), ('', '|V6')]",
  ]
  static let shapes = [
    [0], [1], [9], [999], [0, 3], [3, 0], [1, 1], [3, 1], [1, 3], [4, 5], [2, 3, 4], [5, 0, 2],
    [1, 5, 1], [Int](repeating: 1, count: 64),
  ]
  static let steps = [0, 1, 91, 123_456_789]

  /// Every growth that these make, from numpy's own headers.
  private static func growths() throws -> [(old: NPYHeader, new: NPYHeader)] {
    var growths: [(NPYHeader, NPYHeader)] = []
    for descr in descrs {
      let dtype = try DType(parsing: descr)
      for shape in shapes {
        for isFortranOrder in [false, true] {
          let old = try NPYHeader(dtype: dtype, shape: shape, isFortranOrder: isFortranOrder)
          for step in steps {
            // Both ways of saying the order that was asked for.
            let axis = isFortranOrder ? shape.count - 1 : 0
            let new = try old.grown(to: shape[axis] + step, isFortranOrder: isFortranOrder)
            growths.append((old, new))
            let flagged = try Self.header(dtype, shape, isFortranOrder)
            growths.append((flagged, try flagged.grown(to: shape[axis] + step)))
          }
        }
      }
    }
    return growths
  }

  /// A header whose flag is what it is told to be, as other programs write it.
  private static func header(
    _ dtype: DType, _ shape: [Int], _ isFortranOrder: Bool
  ) throws -> NPYHeader {
    let lengths = shape.map(String.init).joined(separator: ", ")
    let tuple = shape.count == 1 ? "(\(lengths),)" : "(\(lengths))"
    let text =
      "{'descr': \(dtype.descr.repr), 'fortran_order': \(isFortranOrder ? "True" : "False"), "
      + "'shape': \(tuple), }" + String(repeating: " ", count: 30)
    return try NPYHeader(parsing: HeaderFrame.bytes(text + "\n", .v3).span)
  }

  @Test func aGrownHeaderReadsBackAsItselfAndKeepsItsPlace() throws {
    for (old, new) in try Self.growths() {
      #expect(new.encoded.count == old.encoded.count)
      #expect(try NPYHeader(parsing: new.encoded.span) == new)
      #expect(new.dataOffset == old.dataOffset && new.version == old.version)
      #expect(new.isGrowth(of: old))
      #expect(!old.isGrowth(of: new) || old.shape == new.shape)
    }
  }

  @Test func noElementChangesItsPlace() throws {
    /// Where the element of some indices lies, in elements from the first one.
    func offset(_ indices: [Int], in header: NPYHeader) -> Int {
      let axes = header.isFortranOrder ? indices.indices.reversed() : Array(indices.indices)
      return axes.reduce(0) { $0 * header.shape[$1] + indices[$1] }
    }
    for (old, new) in try Self.growths() where (1...60).contains(old.elementCount) {
      for number in 0..<old.elementCount {
        var rest = number
        let indices = old.shape.map { length in
          defer { rest /= length }
          return rest % length
        }
        #expect(offset(indices, in: old) == offset(indices, in: new), "\(indices) of \(old.shape)")
      }
    }
  }

  @Test func numpyReadsEveryGrownHeaderAsItself() throws {
    let directory = try TemporaryDirectory()
    let growths = try Self.growths()
    var expected: [String] = []
    var images = Data()
    for (_, new) in growths {
      images.append(contentsOf: new.encoded)
      let order = new.isFortranOrder ? "True" : "False"
      let descr = new.dtype.descr.repr.replacing("'<V2'", with: "'|V2'")
      let shape = new.shape.map(String.init).joined(separator: ", ")
      expected.append("\(new.encoded.count) \(order) \(shape) \(descr)")
    }
    let path = directory.file("headers")
    try images.write(to: URL(fileURLWithPath: path))
    let child = try ChildProcess.python(
      """
      # Version 3.0 has no public reader.
      from numpy.lib._format_impl import _read_array_header
      f = open(sys.argv[1], "rb")
      while f.peek(1):
          start = f.tell()
          version = np.lib.format.read_magic(f)
          shape, order, dtype = _read_array_header(f, version)
          descr = np.lib.format.dtype_to_descr(dtype)
          print(f.tell() - start, order, ", ".join(map(str, shape)), repr(descr))
      """, [path])
    #expect(child.status == 0, "\(child.errors)")
    let seen = child.output.split(separator: "\n").map(String.init)
    #expect(seen.count == growths.count && seen.count > 3000)
    for (seen, expected) in zip(seen, expected) { #expect(seen == expected) }
  }

  @Test func anExtentThatIsShorterIsRefusedWithBothNumbers() throws {
    let header = try NPYHeader(dtype: .float32, shape: [2, 7], isFortranOrder: true)
    let error = #expect(throws: HeaderGrowthError.wouldShrink(from: 7, to: 6)) {
      try header.grown(to: 6)
    }
    #expect(try #require(error).description.contains("7, and cannot become 6"))
    #expect(throws: HeaderGrowthError.wouldShrink(from: 7, to: -1)) { try header.grown(to: -1) }
  }

  @Test func whatCannotGrowIsSaidSo() throws {
    #expect(throws: HeaderGrowthError.noAxis) {
      try NPYHeader(dtype: .float32, shape: []).grown(to: 1)
    }
    let matrix = try NPYHeader(dtype: .float32, shape: [2, 3])
    #expect(throws: HeaderGrowthError.orderDecided(isFortranOrder: false)) {
      try matrix.grown(to: 5, isFortranOrder: true)
    }
    for (dtype, shape) in [(DType.float64, [2, 3]), (.uint8, [0, 1 << 40]), (.uint8, [1])] {
      let header = try NPYHeader(dtype: dtype, shape: shape)
      let error = #expect(throws: HeaderGrowthError.self) { try header.grown(to: .max) }
      guard case .impossible(.tooLarge) = try #require(error) else {
        Issue.record("\(dtype) \(shape): \(String(describing: error))")
        continue
      }
    }
    let objects = try Self.header(.object, [2], false)
    #expect(throws: HeaderGrowthError.impossible(.objectDType)) {
      try objects.grown(to: 3)
    }
  }

  /// Old versions of numpy left no room.
  @Test func aHeaderWithoutRoomIsRefusedWithTheNumbers() throws {
    let text = "{'descr': '<f4', 'fortran_order': False, 'shape': (9,), }\n"
    let header = try NPYHeader(parsing: HeaderFrame.bytes(text, .v1).span)
    #expect(throws: HeaderGrowthError.noRoom(textBytes: 58, limit: 57)) {
      try header.grown(to: 10)
    }
  }

  @Test(arguments: [
    // No room for numpy's own text, which is longer than this one.
    "{'descr':'<f4','fortran_order':False,'shape':(3,)}",
    // numpy's spelling of this type reads back as another one.
    "{'descr': 'float8_e4m3fn', 'fortran_order': False, 'shape': (3,), }                      ",
  ])
  func aTextThatIsKeptAsReadIsNotRewritten(_ text: String) throws {
    let header = try NPYHeader(parsing: HeaderFrame.bytes(text, .v1).span)
    #expect(throws: HeaderGrowthError.textKept) { try header.grown(to: 4) }
  }

  @Test func anotherArrayIsNoGrowth() throws {
    let header = try NPYHeader(dtype: .float32, shape: [4, 3])
    for other in [
      try NPYHeader(dtype: .int32, shape: [9, 3]), try NPYHeader(dtype: .float32, shape: [9, 4]),
      try NPYHeader(dtype: .float32, shape: [3, 3]), try NPYHeader(dtype: .float32, shape: [9]),
      try NPYHeader(dtype: .float32, shape: [4, 3], isFortranOrder: true),
      try NPYHeader(dtype: .float32, shape: [9, 3], padding: .page),
    ] {
      #expect(!other.isGrowth(of: header), "\(other.dtype) \(other.shape)")
    }
  }
}
