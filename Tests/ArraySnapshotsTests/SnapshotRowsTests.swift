import Foundation
import NPYShare
import TestSupport
import Testing

@Suite struct SnapshotRowsTests {
  /// Arrays as numpy makes them, each of more than one frame of 64 KiB where it has any size.
  static let arrays = [
    "np.arange(300 * 70 * 11, dtype='<f8').reshape(300, 70, 11)",
    "np.asfortranarray(np.arange(70 * 11 * 300, dtype='<i4').reshape(70, 11, 300))",
    "np.arange(100_003, dtype='>u2')",
    "np.array(7, dtype='<c16')",
    "np.empty((0, 5), '<f4')",
    "np.empty((5, 0), '<f4')",
    "np.array([(i, i / 3, b'%d' % i) for i in range(9000)], dtype='<i4, >f8, S7')",
    "np.zeros((50, 9999), '?')",
    "np.array(['ab%d' % i for i in range(20000)])",
  ]

  @Test(arguments: arrays.indices, [false, true])
  func rowsAreNumpysSlices(array: Int, isSingleFrame: Bool) throws {
    let directory = try TemporaryDirectory(.shm)
    let source = directory.file("a.npy")
    let made = try ChildProcess.python(
      "np.save(sys.argv[1], \(Self.arrays[array]))", [source])
    #expect(made.status == 0, "\(made.errors)")
    var options = SnapshotOptions()
    options.frameBytes = 64 << 10
    options.isSingleFrame = isSingleFrame
    let snapshot = directory.file("s")
    try Snapshot.write(file: source, to: snapshot, options: options)
    let reader = try SnapshotReader(snapshot)
    let shape = reader.layout.shape
    let count = reader.layout.isFortranOrder ? shape.last : shape.first
    let rows = count ?? 1
    let third = rows / 3
    let ranges = [
      0..<rows, 0..<0, 0..<min(1, rows), third..<third + third, max(0, rows - 1)..<rows,
    ]
    var arguments = [source]
    for (index, range) in ranges.enumerated() {
      if count == nil, range.count != 1 { continue }
      let location = try ArrayLocation(file: directory.file("r\(index)"))
      let layout = try Snapshot.restore(snapshot, as: location, rows: range)
      #expect(try reader.shape(ofRows: range) == layout.shape)
      let expected = try Data(contentsOf: URL(fileURLWithPath: location.path))
        .dropFirst(layout.dataOffset)
      try reader.withRows(range) { (view: borrowing DynamicArrayView) in
        #expect(view.shape == layout.shape)
        let bytes = view.elementBytes
        #expect(bytes.count == expected.count)
        if view.count > 0 {
          let last = view.shape.map { $0 - 1 }
          #expect(bytes[last + [0]] == expected[expected.endIndex - layout.itemSize])
        }
      }
      arguments += [location.path, "\(range.lowerBound)", "\(range.upperBound)"]
    }
    let child = try ChildProcess.python(
      """
      a = np.load(sys.argv[1])
      outermost = a.ndim - 1 if a.flags.f_contiguous and not a.flags.c_contiguous else 0
      for path, start, stop in zip(sys.argv[2::3], sys.argv[3::3], sys.argv[4::3]):
          b = np.load(path)
          rows = slice(int(start), int(stop))
          expected = a if a.ndim == 0 else a[(slice(None),) * outermost + (rows,)]
          assert b.dtype == a.dtype and b.shape == expected.shape, (b.shape, expected.shape)
          assert b.tobytes() == expected.tobytes(), (start, stop)
      """, arguments)
    #expect(child.status == 0, "\(child.errors)")
  }

  @Test func typedRowsAreRead() throws {
    let directory = try TemporaryDirectory(.shm)
    let array = try SharedArray.create(
      ArrayLocation(file: directory.file("a")), copying: (0..<300_000).map { Int64($0) },
      shape: [3000, 100])
    try Snapshot.write(array, to: directory.file("s"))
    let reader = try SnapshotReader(directory.file("s"))
    for row in [0, 1, 2999, 1500] {
      try reader.withRows(row..<row + 1, as: Int64.self) { #expect($0[0, 99] == row * 100 + 99) }
    }
    #expect(throws: ArrayViewError.self) {
      try reader.withRows(0..<1, as: Float.self) { _ in }
    }
  }

  @Test(arguments: [-1..<1, 2..<4, 4..<4])
  func rowsThatAreNotThereAreRefused(rows: Range<Int>) throws {
    let directory = try TemporaryDirectory(.shm)
    let array = try SharedArray.create(
      ArrayLocation(file: directory.file("a")), copying: [1, 2, 3] as [UInt8])
    let snapshot = directory.file("s")
    try Snapshot.write(array, to: snapshot)
    let expected = SnapshotError.rowsOutOfRange(snapshot, rows: rows, rowCount: 3)
    let reader = try SnapshotReader(snapshot)
    #expect(throws: expected) { try reader.withRows(rows, as: UInt8.self) { _ in } }
    #expect(throws: expected) {
      try Snapshot.restore(snapshot, as: ArrayLocation(file: directory.file("b")), rows: rows)
    }
    #expect(try directory.names() == ["a", "s"])
  }

  @Test func severalThreadsReadFromOneReader() throws {
    let directory = try TemporaryDirectory(.shm)
    let array = try SharedArray.create(
      ArrayLocation(file: directory.file("a")), copying: (0..<300_000).map { Int64($0) })
    var options = SnapshotOptions()
    options.frameBytes = 64 << 10
    try Snapshot.write(array, to: directory.file("s"), options: options)
    let reader = try SnapshotReader(directory.file("s"))
    try Threads.run(
      (0..<4).map { thread in
        {
          for step in 0..<50 {
            let row = (thread * 71_993 + step * 9_973) % 299_000
            try reader.withRows(row..<row + 1000, as: Int64.self) { view in
              #expect((0..<1000).allSatisfy { view[$0] == Int64(row + $0) })
            }
          }
        }
      })
  }
}
