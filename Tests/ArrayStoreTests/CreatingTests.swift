import NPYShare
import TestSupport
import Testing

@Suite struct CreatingTests {
  struct Cancelled: Error {}

  @Test func aNewArrayIsZerosThatNobodyElseMayTouch() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a"))
    let array = try SharedArray.create(location, shape: [3, 4], of: Int32.self)
    try array.withUnleasedView(as: Int32.self) { view in
      for i in 0..<3 { for j in 0..<4 { #expect(view[i, j] == 0) } }
    }
    let status = try FileStatus(path: location.path)
    #expect(status.permissions == 0o600)
    #expect(status.size == 128 + 48)
    #expect(try directory.names() == ["a"])
  }

  @Test func roomIsReservedUnlessSparseIsAskedFor() throws {
    let directory = try TemporaryDirectory(.shm)
    let reserved = try ArrayLocation(file: directory.file("reserved"))
    let sparse = try ArrayLocation(file: directory.file("sparse"))
    _ = try SharedArray.create(reserved, shape: [1 << 20], of: UInt8.self)
    var options = CreationOptions()
    options.space = .sparse
    _ = try SharedArray.create(sparse, shape: [1 << 20], of: UInt8.self, options: options)
    #expect(try FileStatus(path: reserved.path).allocatedBytes > 1 << 20)
    #expect(try FileStatus(path: sparse.path).allocatedBytes <= 4096)
    #expect(try FileStatus(path: sparse.path).size == (1 << 20) + 128)
  }

  @Test(arguments: [UInt32(0o600), 0o640, 0o666, 0o400])
  func theModeIsTheOneAskedFor(mode: UInt32) throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a"))
    var options = CreationOptions()
    options.permissions = mode
    _ = try SharedArray.create(location, shape: [2], of: UInt8.self, options: options)
    #expect(try FileStatus(path: location.path).permissions == mode)
  }

  @Test func aTakenNameIsRefusedAndItsArrayUntouched() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a"))
    _ = try SharedArray.create(location, copying: [1.5, 2.5])
    #expect(throws: ArrayStoreError.alreadyExists(location)) {
      try SharedArray.create(location, shape: [9], of: Double.self)
    }
    let array = try SharedArray.attach(location)
    try array.withUnleasedView(as: Double.self) { #expect($0[0] == 1.5 && $0[1] == 2.5) }
  }

  @Test func replacingLeavesTheOldArrayToThoseWhoHaveIt() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a"))
    let old = try SharedArray.create(location, copying: [Int32(1), 2])
    var options = CreationOptions()
    options.onConflict = .replace
    _ = try SharedArray.create(location, copying: [Int64(7)], options: options)
    let new = try SharedArray.attach(location)
    #expect(new.dtype == .int64)
    try old.withUnleasedView(as: Int32.self) { #expect($0[0] == 1 && $0[1] == 2) }
    #expect(try directory.names() == ["a"])
  }

  @Test func anArrayIsNotVisibleWhileItIsFilled() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a"))
    let array = try SharedArray.create(location, shape: [4], of: UInt16.self) { view in
      let names = try directory.names()
      #expect(names.isEmpty)
      view[3] = 42
    }
    try array.withUnleasedView(as: UInt16.self) { #expect($0[3] == 42) }
    #expect(try directory.names() == ["a"])
  }

  @Test func aFillThatThrowsMakesNoArray() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a"))
    #expect(throws: Cancelled.self) {
      try SharedArray.create(location, shape: [4], of: UInt16.self) { _ in throw Cancelled() }
    }
    #expect(try directory.names().isEmpty)
  }

  @Test func anErrorOfTheFillIsTheCallersOwn() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a"))
    #expect(throws: SystemCallError.self) {
      try SharedArray.create(location, shape: [4], of: UInt16.self) { _ in
        _ = try FileStatus(path: "/no/such/file")
      }
    }
  }

  @Test func aCopyHasTheElementsAndItsShapeMustFit() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a"))
    #expect(throws: ArrayStoreError.self) {
      try SharedArray.create(location, copying: [1, 2, 3], shape: [2, 2])
    }
    #expect(try directory.names().isEmpty)
    let array = try SharedArray.create(location, copying: Array(0..<6), shape: [2, 3])
    try array.withUnleasedView(as: Int.self) { #expect($0[1, 0] == 3) }
  }

  @Test func anArrayLikeAnotherHasItsTypeShapeAndOrder() throws {
    let directory = try TemporaryDirectory(.shm)
    var options = CreationOptions()
    options.isFortranOrder = true
    let model = try SharedArray.create(
      ArrayLocation(file: directory.file("a")), shape: [2, 3],
      dtype: DType(parsing: "[('x', '>f4')]"), options: options)
    let array = try SharedArray.create(ArrayLocation(file: directory.file("b")), like: model)
    #expect(array.dtype == model.dtype && array.shape == [2, 3] && array.isFortranOrder)
  }

  @Test func thePageAlignedHeaderHas4096Bytes() throws {
    let directory = try TemporaryDirectory(.shm)
    var options = CreationOptions()
    options.padding = .page
    let location = try ArrayLocation(file: directory.file("a"))
    let array = try SharedArray.create(location, shape: [5], of: Float.self, options: options)
    #expect(array.layout.dataOffset == 4096)
    let peer = try NumpyPeer()
    let sight = try #require(peer.look(location.path), "\(peer.lastWords())")
    #expect(sight.shape == "(5,)")
  }

  @Test func aRawArrayIsItsElementsAndNothingElse() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a"))
    var options = CreationOptions()
    options.format = .raw
    _ = try SharedArray.create(location, copying: [Int32(1), 2, 3, 4], options: options)
    #expect(try FileStatus(path: location.path).size == 16)
    let array = try SharedArray.attachRaw(location, shape: [2, 2], dtype: .int32)
    try array.withUnleasedView(as: Int32.self) { #expect($0[1, 1] == 4) }
    #expect(
      throws: ArrayStoreError.sizeMismatch(
        location.description, unit: "bytes", needed: 20, found: 16)
    ) {
      try SharedArray.attachRaw(location, shape: [5], dtype: .int32)
    }
  }

  @Test(arguments: [[-1], [Int.max, 2], [1 << 32, 1 << 32], [Int](repeating: 1, count: 65)])
  func aShapeThatNoArrayCanHaveIsRefused(shape: [Int]) throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a"))
    #expect(throws: ArrayStoreError.self) {
      try SharedArray.create(location, shape: shape, of: Float.self)
    }
    #expect(try directory.names().isEmpty)
  }

  @Test func pythonObjectsAreRefused() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a"))
    for dtype in [DType.object, try DType(parsing: "[('x', 'O')]")] {
      #expect(throws: ArrayStoreError.objectElements(location.description)) {
        try SharedArray.create(location, shape: [2], dtype: dtype)
      }
    }
    #expect(try directory.names().isEmpty)
  }

  @Test func aDirectoryThatIsNotThereIsNamed() throws {
    let directory = try TemporaryDirectory()
    let location = try ArrayLocation(file: directory.file("none/a.npy"))
    #expect(throws: ArrayStoreError.noDirectory(location, directory.file("none"))) {
      try SharedArray.create(location, shape: [2], of: UInt8.self)
    }
  }
}
