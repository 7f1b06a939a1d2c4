import NPYShare
import TestSupport
import Testing

/// Arrays that cannot be made longer, and what is said of them.
@Suite struct GrowthRefusalTests {
  /// Expects that an array cannot grow, for a reason, and that its file stays as it is.
  private static func expectRefusal(
    _ array: SharedArray, to extent: Int = 100, options: GrowthOptions = GrowthOptions(),
    _ text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    func sum() throws -> String {
      try ChildProcess.run("/usr/bin/cksum", [array.location.path]).output
    }
    let (before, shape) = (try sum(), array.shape)
    let error = #expect(throws: ArrayStoreError.self, sourceLocation: sourceLocation) {
      try array.grow(to: extent, options: options)
    }
    let description = try #require(error).description
    #expect(description.contains(text), sourceLocation: sourceLocation)
    #expect(description.contains(array.location.description), sourceLocation: sourceLocation)
    #expect(try sum() == before, sourceLocation: sourceLocation)
    #expect(array.shape == shape, sourceLocation: sourceLocation)
  }

  @Test func whatIsNotAttachedForStoringDoesNotGrow() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a.npy"))
    _ = try SharedArray.create(location, copying: [Int32(1), 2])
    let reader = try SharedArray.attach(location)
    #expect(throws: ArrayStoreError.notWritable(location)) { try reader.grow(to: 3) }
    #expect(throws: ArrayStoreError.notWritable(location)) {
      try reader.append(copying: [Int32(3)])
    }
    let copy = try SharedArray.attach(location, access: .privateCopy)
    try Self.expectRefusal(copy, "private copy; attach it with access .readWrite")
    #expect(throws: ArrayStoreError.notGrowable(location, .privateCopy)) {
      try copy.append(rows: 1, as: Int32.self) { _ in }
    }
  }

  @Test func anArrayNeverShrinks() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a.npy"))
    let array = try SharedArray.create(location, shape: [7, 2], of: Int32.self)
    try Self.expectRefusal(array, to: 6, "the length 7, and cannot become 6: arrays only grow")
    try Self.expectRefusal(array, to: -1, "7, and cannot become -1")
  }

  @Test func anArrayWithoutDimensionsAndOneWithoutAHeaderDoNotGrow() throws {
    let directory = try TemporaryDirectory(.shm)
    let single = try SharedArray.create(
      ArrayLocation(file: directory.file("single")), shape: [], of: Int32.self)
    try Self.expectRefusal(single, "without dimensions has no axis")
    #expect(throws: ArrayStoreError.self) { try single.append(copying: [Int32(1)]) }
    var options = CreationOptions()
    options.format = .raw
    let raw = try SharedArray.create(
      ArrayLocation(file: directory.file("raw")), copying: [Int32(1)], options: options)
    try Self.expectRefusal(raw, "no header that could say its new shape")
  }

  @Test func aSizeThatOverflowsIsRefused() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a.npy"))
    let array = try SharedArray.create(location, shape: [2, 3], of: Int32.self)
    try Self.expectRefusal(array, to: .max, "exceeds")
    #expect(throws: ArrayStoreError.self) {
      try array.append(rows: .max, as: Int32.self) { _ in }
    }
    #expect(array.shape == [2, 3])
  }

  @Test func anOrderThatIsDecidedStays() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a.npy"))
    let array = try SharedArray.create(location, shape: [2, 3], of: Int32.self)
    var options = GrowthOptions()
    options.isFortranOrder = true
    try Self.expectRefusal(array, options: options, "in C order, and would have to move")
  }

  @Test func whatIsNoWholeRowsIsRefusedWithTheNumbers() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a.npy"))
    let array = try SharedArray.create(location, shape: [2, 3], of: Int32.self)
    let error = #expect(throws: ArrayStoreError.self) {
      try array.append(copying: [Int32(1), 2, 3, 4])
    }
    #expect(
      try #require(error).description
        == "cannot append 4 elements to '\(location)': a row, one step along its outermost axis, has 3"
    )
    #expect(
      throws: ArrayStoreError.notWholeRows(location, unit: "bytes", row: 12, found: 13)
    ) { try array.append(bytes: [UInt8](repeating: 0, count: 13).span) }
    #expect(
      throws: ArrayStoreError.elementMismatch(location, found: .int32, asked: .float32)
    ) { try array.append(copying: [Float(1), 2, 3]) }
    #expect(throws: ArrayStoreError.self) { try array.append(rows: 1, as: Float.self) { _ in } }
    #expect(array.shape == [2, 3])
    let empty = try SharedArray.create(
      ArrayLocation(file: directory.file("b.npy")), shape: [3, 0], of: Int32.self)
    #expect(throws: ArrayStoreError.self) { try empty.append(copying: [Int32(1), 2, 3]) }
  }

  /// Files that other programs have written.
  @Test(arguments: [
    ("no room", "there is room for 57; import the file again"),
    ("another array", "another array follows in the same file, at byte 140"),
    ("a sub-array", "import the file again"),
    ("two pages", "which lie in two pages"),
  ])
  func aFileThatCannotGrowInPlaceIsSaidSo(kind: String, text: String) throws {
    let directory = try TemporaryDirectory(.shm)
    let path = directory.file("a.npy")
    let child = try ChildProcess.python(
      """
      path, kind = sys.argv[1:]
      def header(text, size=None):
          text = text.encode() + b" " * (0 if size is None else size - 11 - len(text)) + b"\\n"
          return b"\\x93NUMPY\\x01\\x00" + len(text).to_bytes(2, "little") + text
      with open(path, "wb") as f:
          if kind == "no room":
              f.write(header("{'descr': '<i4', 'fortran_order': False, 'shape': (9,), }"))
              f.write(bytes(36))
          elif kind == "another array":
              np.save(f, np.arange(3, dtype="<i4"))
              np.save(f, np.arange(4.0))
          elif kind == "a sub-array":
              f.write(header("{'descr': ('<i4', (1,)), 'fortran_order': False, 'shape': (3,), }", 256))
              f.write(bytes(12))
          else:
              # The last digit of the shape is the last byte of the first page.
              end = "', '<i4')], 'fortran_order': False, 'shape': (999"
              name = "x" * (4096 - 10 - len("{'descr': [('") - len(end))
              f.write(header("{'descr': [('" + name + end + ",), }", 8192))
              f.write(bytes(4 * 999))
      """, [path, kind])
    #expect(child.status == 0, "\(child.errors)")
    let array = try SharedArray.attach(ArrayLocation(file: path), access: .readWrite)
    try Self.expectRefusal(array, to: 1000, text)
    guard kind != "another array" else { return }
    // The remedy works.
    let location = try ArrayLocation(file: directory.file("b.npy"))
    try SharedArray.importFile(path, as: location)
    guard kind != "two pages" else { return }
    try SharedArray.attach(location, access: .readWrite).grow(to: 1000)
  }
}
