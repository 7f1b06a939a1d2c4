import Foundation
import NPYShare
import TestSupport
import Testing

/// What is said of files that other programs leave, by their names and their bytes.
@Suite struct ForeignSegmentTests {
  private static func segment(_ name: String, in directory: TemporaryDirectory) throws
    -> ForeignSegment?
  {
    let listing = try ArrayListing(root: ArrayRoot(path: directory.path))
    guard case .foreign(let segment) = listing.entries.first(where: { $0.name == name })?.content
    else { return nil }
    return segment
  }

  static let names: [(name: String, kind: ForeignSegment.Kind, creator: Int32?, Bool)] = [
    ("psm_1a2b3c4d", .cpythonSharedMemory, nil, true),
    ("psm_0123456789", .cpythonSharedMemory, nil, true),
    ("psm_weights", .cpythonSharedMemory, nil, false),
    ("psm_1A2B3C4D", .cpythonSharedMemory, nil, false),
    ("psm_", .cpythonSharedMemory, nil, false),
    ("wnsm_1a2b3c4d", .unknown, nil, false),
    ("pym-4711-k2x9a_3b", .multiprocessingHeap, 4711, true),
    ("pym-x-k2x9a_3b", .multiprocessingHeap, nil, false),
    ("torch_24426_3631561134_0", .torch, 24426, true),
    ("torch_24426_3631561134", .torch, 24426, true),
    ("torch_24426", .torch, 24426, false),
    ("torch_model_1_2", .torch, nil, false),
    ("torch_99999999999_1_2", .torch, nil, false),
    ("torch_12_", .torch, 12, false),
    ("torchlight", .unknown, nil, false),
    ("sem.mp-ab12_x9z", .semaphore, nil, true),
    ("sem.mp-longer-than-that", .semaphore, nil, false),
    ("sem.loky-99-ab12_x9z", .semaphore, 99, true),
    ("sem.somebody", .semaphore, nil, false),
    ("iox2_3f2a.publisher_data", .iceoryx2, nil, false),
    ("anything", .unknown, nil, false),
  ]

  @Test(arguments: names) func aNameTellsWhoMadeIt(
    name: String, kind: ForeignSegment.Kind, creator: Int32?, isTemporary: Bool
  ) throws {
    let directory = try TemporaryDirectory(.shm)
    try Data(count: 48).write(to: URL(fileURLWithPath: directory.file(name)))
    let segment = try #require(try Self.segment(name, in: directory))
    #expect(segment.kind == kind)
    #expect(segment.creator == creator)
    #expect(segment.isTemporary == isTemporary)
    #expect(segment.layout == nil && segment.itemCount == nil)
  }

  static let folders: [(name: String, kind: ForeignSegment.Kind?, creator: Int32?)] = [
    ("joblib_memmapping_folder_512_ab12_cd34", .joblibFolder, 512),
    ("joblib_memmapping_folder_x", .joblibFolder, nil),
    ("pymp-ab12cd34", .multiprocessingFolder, nil),
    ("psm_1a2b3c4d", nil, nil), ("folder", nil, nil),
  ]

  @Test(arguments: folders) func aDirectoryIsToldByItsName(
    name: String, kind: ForeignSegment.Kind?, creator: Int32?
  ) throws {
    let directory = try TemporaryDirectory(.shm)
    try FileManager.default.createDirectory(
      atPath: directory.file(name), withIntermediateDirectories: false)
    let segment = try Self.segment(name, in: directory)
    #expect(segment?.kind == kind)
    #expect(segment?.creator == creator)
  }

  /// The dtypes whose trailers Python writes here, laid out as SharedArray does; and what can be said
  /// of them: no byte order, no unit of time, no fields.
  static let dtypes = [
    ("?", "|b1"), ("i1", "|i1"), ("u1", "|u1"), ("i2", "<i2"), ("u2", "<u2"), ("i4", "<i4"),
    ("u4", "<u4"), ("i8", "<i8"), ("u8", "<u8"), ("q", "<i8"), ("Q", "<u8"), ("f2", "<f2"),
    ("f4", "<f4"), ("f8", "<f8"), ("g", "<f16"), ("c8", "<c8"), ("c16", "<c16"), ("G", "<c32"),
    ("S5", "|S5"), ("U3", "<U3"), ("V7", "|V7"), ("M8[s]", "<M8"), ("m8[ns]", "<m8"),
    (">i4", "<i4"), ("f4,i2", "|V6"),
  ]

  @Test(arguments: [32, 64]) func aSharedArraySaysItsDtypeAndShape(axes: Int) throws {
    let directory = try TemporaryDirectory(.shm)
    let child = try ChildProcess.python(
      """
      import struct
      def write(path, dtype, shape, axes):
          a = np.arange(np.prod(shape, dtype=int), dtype="u1").repeat(dtype.itemsize)
          with open(path, "wb") as f:
              f.write(a.tobytes())
              head = (a.nbytes, dtype.num, dtype.itemsize, len(shape))
              f.write(struct.pack("=16sqiii", b"[SharedArray]", *head))
              f.write(struct.pack("=%dq" % axes, *shape, *[0] * (axes - len(shape))))
      directory, axes = sys.argv[1], int(sys.argv[2])
      for i, text in enumerate(sys.argv[3:]):
          write(f"{directory}/t{i}", np.dtype(text), (2, 3), axes)
      for name, shape in ("s0", ()), ("s1", (0,)), ("s2", (0, 3)), ("s3", (1,) * axes):
          write(f"{directory}/{name}", np.dtype("f4"), shape, axes)
      """, [directory.path, "\(axes)"] + Self.dtypes.map(\.0))
    #expect(child.status == 0, "\(child.errors)")
    for (number, (source, descr)) in Self.dtypes.enumerated() {
      let segment = try #require(try Self.segment("t\(number)", in: directory))
      #expect(segment.kind == .sharedArray, "\(source)")
      #expect(segment.layout?.shape == [2, 3], "\(source)")
      #expect(segment.layout?.dtype == (try DType(parsing: descr)), "\(source)")
    }
    let shapes = [[], [0], [0, 3], [Int](repeating: 1, count: axes)]
    for (number, shape) in shapes.enumerated() {
      #expect(try Self.segment("s\(number)", in: directory)?.layout?.shape == shape)
    }
    // What is said of it is enough to attach it.
    let layout = try #require(try Self.segment("t6", in: directory)?.layout)
    let array = try SharedArray.attachRaw(
      ArrayLocation(file: directory.file("t6")), shape: layout.shape, dtype: layout.dtype)
    let bytes = try array.withUnleasedBytes { bytes in bytes.indices.map { bytes[$0] } }
    #expect(bytes == (0..<6).flatMap { [UInt8](repeating: $0, count: 4) })
  }

  /// Fields of a trailer, and values that make no sense of it: the array is known, its layout is not.
  static let nonsense: [(offset: Int, bytes: [UInt8])] = [
    (16, [25]), (16, [0, 0, 0, 0, 0, 0, 0, 0x80]), (24, [17]), (24, [24]),
    (24, [255, 255, 255, 255]),
    (28, [8]), (28, [255, 255, 255, 255]), (32, [65]), (32, [255, 255, 255, 255]), (36, [3]),
    (36, [255, 255, 255, 255, 255, 255, 255, 255]), (36, [0, 0, 0, 0, 0, 0, 0, 0x40]),
  ]

  @Test(arguments: nonsense) func aTrailerThatMakesNoSenseHasNoLayout(
    offset: Int, bytes: [UInt8]
  ) throws {
    let directory = try TemporaryDirectory(.shm)
    var trailer = [UInt8](repeating: 0, count: 548)
    trailer.replaceSubrange(0..<13, with: Array("[SharedArray]".utf8))
    (trailer[16], trailer[24], trailer[28], trailer[32]) = (24, 11, 4, 2)
    (trailer[36], trailer[44]) = (2, 3)
    let elements = [UInt8](repeating: 7, count: 24)
    try Data(elements + trailer).write(to: URL(fileURLWithPath: directory.file("a")))
    #expect(try Self.segment("a", in: directory)?.layout?.shape == [2, 3])
    trailer.replaceSubrange(offset..<offset + bytes.count, with: bytes)
    try Data(elements + trailer).write(to: URL(fileURLWithPath: directory.file("a")))
    let segment = try #require(try Self.segment("a", in: directory))
    #expect(segment.kind == .sharedArray)
    #expect(segment.layout == nil)
  }

  @Test func aListIsToldFromABlockByItsBytes() throws {
    let directory = try TemporaryDirectory(.shm)
    for name in ["psm_1a2b3c4d", "mine"] {
      _ = try ShareableList.create(
        ArrayLocation(file: directory.file(name)), [1, "two", nil])
      let segment = try #require(try Self.segment(name, in: directory))
      #expect(segment.kind == .shareableList)
      #expect(segment.itemCount == 3)
      #expect(segment.isTemporary == (name != "mine"))
      // One byte more, and the numbers do not agree any more.
      let file = try FileHandle(forUpdating: URL(fileURLWithPath: directory.file(name)))
      try file.truncate(atOffset: file.seekToEnd() + 1)
      let block = try #require(try Self.segment(name, in: directory))
      #expect(block.kind == (name == "mine" ? .unknown : .cpythonSharedMemory))
      #expect(block.itemCount == nil)
    }
    // Zeros would be an empty list.
    try Data(count: 16).write(to: URL(fileURLWithPath: directory.file("psm_00000000")))
    #expect(try Self.segment("psm_00000000", in: directory)?.kind == .cpythonSharedMemory)
  }

  /// Blocks and semaphores that Python itself makes, by the names that it makes up.
  @Test func whatPythonMakesIsKnown() throws {
    let python = try RunningProcess(
      RepositoryFiles.python,
      [
        "-c",
        """
        import multiprocessing, os, sys
        from multiprocessing.shared_memory import SharedMemory, ShareableList
        m, l = SharedMemory(create=True, size=100), ShareableList([1, 2])
        s = multiprocessing.get_context("spawn").Lock()
        print(m.name, l.shm.name, "sem." + s._semlock.name[1:], flush=True)
        sys.stdin.read()
        for x in m, l.shm: x.close(); x.unlink()
        """,
      ])
    let names = (python.receive() ?? "").split(separator: " ").map(String.init)
    let listing = try ArrayListing(root: ArrayRoot(path: "/dev/shm"))
    let segments = names.map { name in
      let content = listing.entries.first { $0.name == name }?.content
      return if case .foreign(let segment) = content { segment } else { nil as ForeignSegment? }
    }
    #expect(segments.map { $0?.kind } == [.cpythonSharedMemory, .shareableList, .semaphore])
    #expect(segments.allSatisfy { $0?.isTemporary == true }, "\(names)")
    #expect(segments.count == 3 && segments[1]?.itemCount == 2)
    #expect(python.wait().status == 0)
  }
}
