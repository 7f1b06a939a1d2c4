import MappedFiles
import NPYShare
import TestSupport
import Testing

/// What a lease on some rows covers, in memory and in the file.
@Suite struct LeaseRowsTests {
  /// An array, some of its rows, and what is to be seen of them.
  struct Case: Sendable, CustomTestStringConvertible {
    let shape: [Int]
    var isFortranOrder = false
    let rows: Range<Int>?
    /// The shape of the view; nil where there are no such rows.
    let seen: [Int]?
    /// The elements that are locked, in the order of the file; nil for all, to infinity.
    var locked: Range<Int>?

    var testDescription: String {
      "\(shape)\(isFortranOrder ? " Fortran" : "") rows \(rows.map { "\($0)" } ?? "all")"
    }
  }

  static let cases = [
    Case(shape: [4, 3], rows: nil, seen: [4, 3]),
    Case(shape: [4, 3], rows: 0..<4, seen: [4, 3], locked: 0..<12),
    Case(shape: [4, 3], rows: 1..<3, seen: [2, 3], locked: 3..<9),
    Case(shape: [4, 3], rows: 3..<4, seen: [1, 3], locked: 9..<12),
    Case(shape: [4, 3], rows: 2..<2, seen: [0, 3], locked: 0..<0),
    Case(shape: [4, 3], rows: 4..<4, seen: [0, 3], locked: 0..<0),
    Case(shape: [4, 3], rows: 4..<5, seen: nil),
    Case(shape: [4, 3], rows: -1..<2, seen: nil),
    Case(shape: [4, 3], rows: 0..<(.max), seen: nil),
    Case(shape: [4, 3], isFortranOrder: true, rows: nil, seen: [4, 3]),
    Case(shape: [4, 3], isFortranOrder: true, rows: 1..<3, seen: [4, 2], locked: 4..<12),
    Case(shape: [4, 3], isFortranOrder: true, rows: 3..<4, seen: nil),
    Case(shape: [2, 3, 4], rows: 1..<2, seen: [1, 3, 4], locked: 12..<24),
    Case(
      shape: [2, 3, 4], isFortranOrder: true, rows: 1..<3, seen: [2, 3, 2], locked: 6..<18),
    Case(shape: [6], rows: 2..<5, seen: [3], locked: 2..<5),
    Case(shape: [6], isFortranOrder: true, rows: 2..<5, seen: [3], locked: 2..<5),
    Case(shape: [], rows: nil, seen: []),
    Case(shape: [], rows: 0..<1, seen: [], locked: 0..<1),
    Case(shape: [], rows: 0..<0, seen: nil),
    Case(shape: [], rows: 1..<1, seen: nil),
    Case(shape: [0, 3], rows: nil, seen: [0, 3]),
    Case(shape: [0, 3], rows: 0..<0, seen: [0, 3], locked: 0..<0),
    Case(shape: [0, 3], rows: 0..<1, seen: nil),
    Case(shape: [3, 0], rows: 1..<3, seen: [2, 0], locked: 0..<0),
  ]

  @Test(arguments: cases, [ArrayLayout.Format.npy, .raw])
  func viewsShowAndLocksCoverJustTheRows(_ test: Case, format: ArrayLayout.Format) throws {
    let (array, directory) = try Self.array(test.shape, test.isFortranOrder, format)
    let probe = try OwnedFile(opening: array.location.path, access: .readWrite)
    guard let seen = test.seen else {
      let error = ArrayStoreError.rowsOutOfRange(
        array.location, try #require(test.rows), rowCount: Self.rowCount(test))
      #expect(throws: error) { try array.read(test.rows, as: Int32.self) { _ in } }
      #expect(throws: error) { try array.writeBytes(test.rows) { _ in } }
      #expect(throws: error) { _ = try array.tryLease(.shared, rows: test.rows) == nil }
      return
    }
    let whole = array.layout.dataOffset..<Int.max
    let locked = test.locked.map { Self.bytes($0, array) } ?? whole.clamped(to: 0..<1 << 61)
    for kind in [ArrayLease.Kind.shared, .exclusive] {
      let lease = try array.lease(kind, rows: test.rows)
      let first = Self.firstUnmarkedByte(of: array)
      try Self.expect(locked, probe, from: first, against: .exclusive, isLocked: true)
      try Self.expect(
        locked, probe, from: first, against: .shared, isLocked: kind == .exclusive)
      lease.release()
      #expect(try !probe.isLocked(against: .exclusive, first..<1 << 61))
    }
    let first = test.locked.map { Int32($0.lowerBound) } ?? 0
    try array.read(test.rows, as: Int32.self) { view in
      #expect(view.shape == seen)
      if view.count > 0 { #expect(Self.corner(view) == first) }
    }
    try array.write(test.rows, as: Int32.self) { view in
      #expect(view.shape == seen)
      view.fill(with: -1)
    }
    try array.readElements(test.rows) { #expect($0.shape == seen) }
    try array.writeElements(test.rows) { #expect($0.view.shape == seen) }
    let byteCount = 4 * seen.reduce(1, *)
    try array.readBytes(test.rows) { #expect($0.count == byteCount) }
    try array.writeBytes(test.rows) { bytes in
      let count = bytes.count
      #expect(count == byteCount)
    }
    // What was stored went there and nowhere else.
    try array.withUnleasedBytes { bytes in
      for index in 0..<bytes.count / 4 {
        let isStored = test.locked?.contains(index) ?? true
        #expect((bytes[4 * index + 3] == 255) == isStored)
      }
    }
    withExtendedLifetime(directory) {}
  }

  @Test func aLeaseOnAllCoversWhatAnArrayGrowsBy() throws {
    let (array, directory) = try Self.array([4, 3], false, .npy)
    let probe = try OwnedFile(opening: array.location.path, access: .readWrite)
    let grower = try SharedArray.attach(array.location, access: .readWrite)
    let all = try array.lease(.exclusive)
    try grower.append(copying: [Int32](repeating: 7, count: 6))
    #expect(grower.shape == [6, 3])
    #expect(try grower.tryRead(4..<6, as: Int32.self) { $0[0, 0] } == nil)
    all.release()
    let known = try array.lease(.exclusive, rows: 0..<4)
    #expect(try grower.tryRead(4..<6, as: Int32.self) { $0[0, 0] } == 7)
    #expect(try grower.tryRead(3..<6, as: Int32.self) { $0[0, 0] } == nil)
    #expect(throws: ArrayStoreError.rowsOutOfRange(array.location, 4..<6, rowCount: 4)) {
      try array.lease(.shared, rows: 4..<6).release()
    }
    try array.refresh()
    known.release()
    try array.read(4..<6, as: Int32.self) { #expect($0[1, 2] == 7) }
    let first = Self.firstUnmarkedByte(of: array)
    #expect(try !probe.isLocked(against: .exclusive, first..<1 << 61))
    withExtendedLifetime(directory) {}
  }

  /// An array whose elements count up in the order of the file.
  private static func array(
    _ shape: [Int], _ isFortranOrder: Bool, _ format: ArrayLayout.Format
  ) throws -> (SharedArray, TemporaryDirectory) {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a.npy"))
    var options = CreationOptions()
    options.isFortranOrder = isFortranOrder
    options.format = format
    let array = try SharedArray.create(location, shape: shape, of: Int32.self, options: options)
    try array.withUnleasedMutableBytes { bytes in
      var bytes = bytes
      for index in 0..<bytes.count / 4 { bytes[4 * index] = UInt8(index) }
    }
    return (array, directory)
  }

  private static func rowCount(_ test: Case) -> Int {
    (test.isFortranOrder ? test.shape.last : test.shape.first) ?? 1
  }

  private static func corner(_ view: borrowing ArrayView<Int32>) -> Int32 {
    view[[Int](repeating: 0, count: view.shape.count)]
  }

  private static func bytes(_ elements: Range<Int>, _ array: SharedArray) -> Range<Int> {
    let offset = array.layout.dataOffset
    return offset + 4 * elements.lowerBound..<offset + 4 * elements.upperBound
  }

  /// Every handle has a lock on the first byte of a `.npy`; that of a raw array is an element's.
  private static func firstUnmarkedByte(of array: SharedArray) -> Int {
    array.layout.format == .npy ? 1 : 0
  }

  /// The first and the last byte are locked, and those beside them are not.
  private static func expect(
    _ bytes: Range<Int>, _ probe: borrowing OwnedFile, from first: Int,
    against lock: FileLock, isLocked: Bool
  ) throws {
    if !bytes.isEmpty {
      #expect(try probe.isLocked(against: lock, bytes.prefix(1)) == isLocked)
      #expect(try probe.isLocked(against: lock, bytes.suffix(1)) == isLocked)
    }
    if bytes.lowerBound > first {
      #expect(try !probe.isLocked(against: lock, first..<bytes.lowerBound))
    }
    #expect(try !probe.isLocked(against: lock, bytes.upperBound..<1 << 61))
  }
}
