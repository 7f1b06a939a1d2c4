import Foundation
import NPYShare
import TestSupport
import Testing

@Suite struct AttachingTests {
  @Test func aReaderCannotStoreAndAWriterCan() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a"))
    _ = try SharedArray.create(location, shape: [3], of: Float.self)
    let reader = try SharedArray.attach(location)
    #expect(throws: ArrayStoreError.notWritable(location)) {
      try reader.withUnleasedMutableView(as: Float.self) { $0[0] = 1 }
    }
    #expect(throws: ArrayStoreError.notWritable(location)) {
      try reader.withUnleasedMutableBytes { _ in }
    }
    let writer = try SharedArray.attach(location, access: .readWrite)
    try writer.withUnleasedMutableView(as: Float.self) { $0[2] = 8 }
    try reader.withUnleasedView(as: Float.self) { #expect($0[2] == 8) }
  }

  @Test func whatAPrivateCopyStoresStaysPrivate() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a"))
    let array = try SharedArray.create(location, copying: [Int16(1), 2, 3])
    let copy = try SharedArray.attach(location, access: .privateCopy)
    try copy.withUnleasedMutableView(as: Int16.self) { $0[1] = 20 }
    try copy.withUnleasedView(as: Int16.self) { #expect($0[1] == 20) }
    try array.withUnleasedView(as: Int16.self) { #expect($0[1] == 2) }

    let exported = directory.file("copy.npy")
    try copy.export(to: exported)
    let child = try ChildProcess.python("print(np.load(sys.argv[1]).tolist())", [exported])
    #expect(child.output == "[1, 20, 3]\n", "\(child.errors)")
  }

  @Test func theWrongElementTypeIsAnErrorThatNamesBoth() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a"))
    let array = try SharedArray.create(location, shape: [2], dtype: DType(parsing: ">i4"))
    let error = #expect(throws: ArrayStoreError.self) {
      try array.withUnleasedView(as: Float.self) { _ in }
    }
    #expect(try #require(error).description == "'\(location)' holds >i4, not <f4")
  }

  @Test func elementsThatAreNotAlignedAreReadAllTheSame() throws {
    let directory = try TemporaryDirectory(.shm)
    let path = directory.file("crooked.npy")
    let child = try ChildProcess.python(
      """
      text = b"{'descr': '<f4', 'fortran_order': False, 'shape': (2,), } "
      header = b"\\x93NUMPY\\x01\\x00" + (len(text) + 1).to_bytes(2, "little") + text + b"\\n"
      open(sys.argv[1], "wb").write(header + np.array([1, 2], "<f4").tobytes())
      print(len(header) % 4)
      """, [path])
    #expect(child.output != "0\n", "the header must leave the elements unaligned")
    let array = try SharedArray.attach(ArrayLocation(file: path))
    try array.withUnleasedView(as: Float.self) { view in
      #expect(view.array() == [1, 2])
      let hasElements = view.hasElements
      #expect(!hasElements)
    }
  }

  @Test func aMissingArrayIsNotFoundOrWaitedFor() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a"))
    #expect(throws: ArrayStoreError.notFound(location.description)) {
      try SharedArray.attach(location)
    }
    #expect(throws: ArrayStoreError.timedOut(location, after: .milliseconds(20))) {
      try SharedArray.attach(location, waitingUpTo: .milliseconds(20))
    }
  }

  @Test func anArrayThatAnotherProcessMakesIsWaitedFor() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("late"))
    // The other process makes the array only when this one is about to wait, or already waits:
    // both orders must work, so no order is arranged.
    let maker = try RunningProcess(
      RepositoryFiles.npyshare, ["create", location.path, "--shape", "5", "--dtype", "<i8"])
    let array = try SharedArray.attach(location, waitingUpTo: .seconds(60))
    #expect(array.shape == [5])
    #expect(maker.wait().status == 0)
  }

  @Test func aFileShorterThanItsHeaderSaysIsRefusedAndNotExtended() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a"))
    _ = try SharedArray.create(location, shape: [100], of: Double.self)
    let handle = try FileHandle(forUpdating: URL(fileURLWithPath: location.path))
    try handle.truncate(atOffset: 927)
    try handle.close()
    for access in [SharedArray.Access.readOnly, .readWrite, .privateCopy] {
      #expect(throws: ArrayStoreError.truncated(location.description, needed: 928, found: 927)) {
        try SharedArray.attach(location, access: access)
      }
    }
    #expect(try FileStatus(path: location.path).size == 927)
  }

  @Test func whatIsNoRegularFileIsRefusedByItsKind() throws {
    let directory = try TemporaryDirectory(.shm)
    let real = try ArrayLocation(file: directory.file("real"))
    _ = try SharedArray.create(real, shape: [2], of: UInt8.self)
    let commands = [
      ("link", "symbolic link", "ln -s real link"), ("folder", "directory", "mkdir folder"),
      ("pipe", "FIFO", "mkfifo pipe"),
    ]
    for (name, kind, command) in commands {
      _ = try ChildProcess.run("/bin/sh", ["-c", command], directory: directory.path)
      let location = try ArrayLocation(file: directory.file(name))
      for access in [SharedArray.Access.readOnly, .readWrite] {
        let error = #expect(throws: ArrayStoreError.self, "\(name)") {
          try SharedArray.attach(location, access: access)
        }
        #expect(try #require(error).description.contains(kind), "\(name)")
      }
      #expect(throws: ArrayStoreError.self) { try SharedArray.remove(location) }
    }
    #expect(try directory.names() == ["folder", "link", "pipe", "real"])
  }

  @Test func anotherUsersArrayIsAttachedOnlyWhenAskedFor() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a"))
    var options = CreationOptions()
    options.permissions = 0o644
    _ = try SharedArray.create(location, shape: [2], of: UInt8.self, options: options)
    try Privileged.run(["chown", "12345", location.path])
    let error = #expect(throws: ArrayStoreError.self) { try SharedArray.attach(location) }
    #expect(try #require(error).description.contains("belongs to user 12345, not to user"))
    #expect(try SharedArray.attach(location, owners: .any).shape == [2])
  }

  @Test func anEmptyArrayAndASingleElementAttach() throws {
    let directory = try TemporaryDirectory(.shm)
    for (name, shape, count) in [("empty", [3, 0], 0), ("single", [], 1)] {
      let location = try ArrayLocation(file: directory.file(name))
      _ = try SharedArray.create(location, shape: shape, of: Int64.self)
      let array = try SharedArray.attach(location, access: .readWrite)
      #expect(array.elementCount == count)
      try array.withUnleasedMutableView(as: Int64.self) { view in
        #expect(view.count == count)
        if count == 1 { view[flat: 0] = 5 }
      }
    }
  }

  @Test func aHandleOutlivesTheNameAndKeepsTheElements() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a"))
    let array = try SharedArray.create(location, copying: [UInt8(1), 2])
    try SharedArray.remove(location)
    #expect(try directory.names().isEmpty)
    try array.withUnleasedView(as: UInt8.self) { #expect($0[1] == 2) }
    #expect(throws: ArrayStoreError.notFound(location.description)) {
      try SharedArray.remove(location)
    }
  }
}
