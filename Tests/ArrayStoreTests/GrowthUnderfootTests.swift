import Glibc
import NPYShare
import TestSupport
import Testing

/// What others, and the program itself, do to an array while it is made longer.
@Suite struct GrowthUnderfootTests {
  @Test func aHeaderThatIsRewrittenUnderfootIsNotGrown() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a.npy"))
    let array = try SharedArray.create(location, shape: [6, 2], of: Int32.self)
    /// Writes another header over the array's, in the same number of bytes.
    func rewrite(_ dtype: String, _ shape: String) throws {
      let child = try ChildProcess.python(
        """
        import ast
        with open(sys.argv[1], "r+b") as f:
            np.lib.format.write_array_header_1_0(f, {
                "descr": sys.argv[2], "fortran_order": False, "shape": ast.literal_eval(sys.argv[3])})
        """, [location.path, dtype, shape])
      #expect(child.status == 0, "\(child.errors)")
    }
    func expectRefusal(_ text: String) {
      let error = #expect(throws: ArrayStoreError.self) { try array.grow(to: 100) }
      #expect(error?.description.contains(text) == true, "\(String(describing: error))")
    }
    try rewrite("<f8", "(3, 2)")
    expectRefusal("its header says <f8 [3, 2] and said <i4 [6, 2]")
    try rewrite("<i4", "(5, 2)")
    expectRefusal("its header says <i4 [5, 2] and said <i4 [6, 2]")
    try rewrite("<i4", "(6, 2)")
    // Now in the middle of a growth.
    let error = #expect(throws: ArrayStoreError.self) {
      try array.append(rows: 3, as: Int32.self) { _ in try rewrite("<f8", "(3, 2)") }
    }
    #expect(try #require(error).description.contains("being rewritten by something else"))
    #expect(array.shape == [6, 2])
    #expect(try array.refresh())
    #expect(array.dtype == .float64 && array.shape == [3, 2])
    try array.grow(to: 4)
    #expect(try SharedArray.attach(location).shape == [4, 2])
  }

  @Test func aFileThatWasCutShortIsNotGrown() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a.npy"))
    let array = try SharedArray.create(location, shape: [6, 2], of: Int32.self)
    _ = try ChildProcess.run("/usr/bin/truncate", ["-s", "150", location.path])
    #expect(throws: ArrayStoreError.truncated(location.description, needed: 176, found: 150)) {
      try array.grow(to: 7)
    }
    #expect(throws: ArrayStoreError.self) { try SharedArray.attach(location) }
  }

  @Test func growingInsideTheClosureThatFillsTraps() async throws {
    let directory = try TemporaryDirectory(.shm)
    let path = directory.file("a.npy")
    await #expect(processExitsWith: .signal(SIGILL)) { [path = path as String] in
      let array = try SharedArray.create(ArrayLocation(file: path), copying: [UInt8(1)])
      try array.append(rows: 1, as: UInt8.self) { _ in
        try array.append(copying: [UInt8(2)])
      }
    }
    #expect(try SharedArray.attach(ArrayLocation(file: path)).shape == [1])
  }

  @Test func theOthersMayBeUsedInsideTheClosureThatFills() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a.npy"))
    let array = try SharedArray.create(location, copying: [UInt8(1)])
    try array.append(rows: 1, as: UInt8.self) { view in
      #expect(try array.isCurrent && !array.refresh())
      #expect(try SharedArray.attach(location).shape == [1])
      let other = try SharedArray.create(
        ArrayLocation(file: directory.file("b.npy")), copying: [UInt8(1)])
      try other.append(copying: [UInt8(2)])
      view[0] =
        try array.withUnleasedView(as: UInt8.self) { $0[0] } + other.withUnleasedView { $0[1] }
    }
    try array.withUnleasedView(as: UInt8.self) { #expect($0[1] == 3) }
  }
}
