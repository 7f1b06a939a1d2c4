import NPYShare
import TestSupport
import Testing

/// Arrays that become longer, seen by Swift and by numpy.
@Suite struct GrowingTests {
  struct Cancelled: Error {}

  /// Shapes to begin with, as in C order; reversed they are those in Fortran order.
  static let shapes = [[0], [1], [5], [0, 3], [1, 1], [1, 3], [4, 3], [2, 3, 4], [0, 2, 1]]

  @Test(arguments: shapes, TemporaryDirectory.Place.allCases)
  func whatIsAppendedInAnyWayIsWhatNumpySees(
    shape: [Int], place: TemporaryDirectory.Place
  ) throws {
    let peer = try NumpyPeer()
    for isFortranOrder in [false, true] {
      let directory = try TemporaryDirectory(place)
      let location = try ArrayLocation(file: directory.file("a.npy"))
      var elements = (0..<shape.reduce(1, *)).map { Int64($0) - 7 }
      var creation = CreationOptions()
      creation.isFortranOrder = isFortranOrder
      let array = try SharedArray.create(
        location, copying: elements, shape: isFortranOrder ? shape.reversed() : shape,
        options: creation)
      var options = GrowthOptions()
      options.isFortranOrder = isFortranOrder
      let row = shape.dropFirst().reduce(1, *)
      var extent = shape[0]

      func expect(_ rows: Range<Int>?, _ new: [Int64], _ way: String) throws {
        let before = extent
        extent += new.count / row
        elements += new
        let point = "\(way), \(shape), Fortran \(isFortranOrder)"
        if let rows { #expect(rows == before..<extent, "\(point)") }
        let whole = [extent] + shape.dropFirst()
        #expect(array.shape == (isFortranOrder ? whole.reversed() : whole), "\(point)")
        let bytes = NumpyPeer.hexadecimal(elements)
        #expect(try array.withUnleasedBytes { $0.count } == elements.count * 8, "\(point)")
        try array.withUnleasedView(as: Int64.self) { view in
          for index in elements.indices {
            let found = view.elements[index]
            #expect(found == elements[index], "\(point)")
          }
        }
        let sight = try #require(peer.look(location.path), "\(peer.lastWords()): \(point)")
        let lengths = array.shape.map(String.init).joined(separator: ", ")
        #expect(sight.shape == (shape.count == 1 ? "(\(lengths),)" : "(\(lengths))"), "\(point)")
        #expect(sight.bytes == bytes, "\(point)")
        let isOrderVisible = array.shape.count { $0 > 1 } > 1
        #expect(sight.order == (isFortranOrder && isOrderVisible ? "F" : "C"), "\(point)")
        #expect(try array.isCurrent, "\(point)")
      }

      try expect(array.append(copying: [Int64](), options: options), [], "nothing")
      let two = (0..<2 * row).map { Int64($0) + 100 }
      try expect(array.append(copying: two, options: options), two, "a copy")
      try array.grow(to: extent + 3, options: options)
      try expect(nil, [Int64](repeating: 0, count: 3 * row), "zeros")
      let one = (0..<row).map { Int64($0) - 1_000_000 }
      try expect(
        array.append(bytes: Self.bytes(one).span, options: options), one, "bytes")
      let nine = (0..<9 * row).map { Int64($0) * 3 }
      try expect(
        array.append(rows: 9, as: Int64.self, options: options) { view in
          #expect(view.count == nine.count)
          var new = view.elements
          for index in nine.indices { new[index] = nine[index] }
        }, nine, "filled in place")
      try array.grow(to: extent, options: options)
      try expect(nil, [], "to the same extent")
    }
  }

  @Test func aFillThatThrowsAppendsNothingAndGivesTheRoomBack() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a.npy"))
    let array = try SharedArray.create(location, copying: [UInt8(1), 2, 3])
    let before = try FileStatus(path: location.path).allocatedBytes
    #expect(throws: Cancelled.self) {
      try array.append(rows: 1 << 20, as: UInt8.self) { view in
        for index in 0..<view.count { view[index] = 0xEE }
        throw Cancelled()
      }
    }
    #expect(array.shape == [3])
    #expect(try array.isCurrent)
    #expect(try FileStatus(path: location.path).allocatedBytes == before)
    try array.grow(to: 5000)
    try array.withUnleasedView(as: UInt8.self) { view in
      #expect((0..<5000).allSatisfy { view[$0] == ($0 < 3 ? UInt8($0) + 1 : 0) })
    }
  }

  @Test func roomIsReservedUnlessSparseIsAskedFor() throws {
    for (space, isReserved) in [(CreationOptions.Space.reserved, true), (.sparse, false)] {
      let directory = try TemporaryDirectory(.shm)
      let location = try ArrayLocation(file: directory.file("a.npy"))
      let array = try SharedArray.create(location, shape: [1], of: UInt8.self)
      var options = GrowthOptions()
      options.space = space
      try array.grow(to: 1 << 20, options: options)
      let status = try FileStatus(path: location.path)
      #expect(status.size >= (1 << 20) + 128)
      #expect((status.allocatedBytes >= 1 << 20) == isReserved)
    }
  }

  @Test func elementsWithoutBytesGrowToo() throws {
    let directory = try TemporaryDirectory(.shm)
    let peer = try NumpyPeer()
    for (dtype, shape, text) in [("|S0", [2], "(9,)"), ("<f4", [2, 0], "(9, 0)")] {
      let location = try ArrayLocation(file: directory.file("\(shape.count).npy"))
      let array = try SharedArray.create(location, shape: shape, dtype: DType(parsing: dtype))
      try array.grow(to: 9)
      #expect(array.elementCount == (shape.count == 1 ? 9 : 0))
      #expect(try #require(peer.look(location.path), "\(peer.lastWords())").shape == text)
    }
  }

  @Test func aTurnAfterSomebodyElsesFollowsTheirRows() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a.npy"))
    let first = try SharedArray.create(location, copying: [Int32(1), 2])
    let second = try SharedArray.attach(location, access: .readWrite)
    #expect(try first.append(copying: [Int32(3)]) == 2..<3)
    #expect(second.shape == [2])
    #expect(try second.append(copying: [Int32(4), 5]) == 3..<5)
    #expect(second.shape == [5] && first.shape == [3])
    try second.withUnleasedView(as: Int32.self) { view in
      for index in 0..<5 { #expect(view[index] == Int32(index) + 1) }
    }
  }

  @Test func elementsThatAreNotAlignedAreAppendedAllTheSame() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a.npy"))
    let child = try ChildProcess.python(
      """
      text = b"{'descr': '<i8', 'fortran_order': False, 'shape': (2,), }     \\n"
      header = b"\\x93NUMPY\\x01\\x00" + len(text).to_bytes(2, "little") + text
      open(sys.argv[1], "wb").write(header + np.array([1, 2], "<i8").tobytes())
      print(len(header) % 8)
      """, [location.path])
    #expect(child.output != "0\n", "the header must leave the elements unaligned")
    let array = try SharedArray.attach(location, access: .readWrite)
    try array.append(rows: 1, as: Int64.self) { view in view[0] = 3 }
    try array.append(copying: [Int64(4)])
    let peer = try NumpyPeer()
    let sight = try #require(peer.look(location.path), "\(peer.lastWords())")
    #expect(sight.bytes == NumpyPeer.hexadecimal([1, 2, 3, 4]))
  }

  /// Three thousand rows take a few mappings of the file, not as many.
  @Test func rowsAppendedOneByOneAreSeldomMapped() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a.npy"))
    _ = try SharedArray.create(location, shape: [0, 32], of: UInt64.self)
    let calls = try Strace.calls(
      of: ["write", location.path, "0", "3000"], workBeginsWith: directory.path,
      program: RepositoryFiles.arrayAppender)
    #expect(try #require(calls["pwrite64"]).count > 3000)
    let mappings = try #require(calls["mmap"])
    #expect(mappings.count - (mappings.firstOfWork ?? 0) < 20)
  }

  private static func bytes(_ elements: [Int64]) -> [UInt8] {
    elements.flatMap { element in (0..<8).map { UInt8(truncatingIfNeeded: element >> ($0 * 8)) } }
  }
}
