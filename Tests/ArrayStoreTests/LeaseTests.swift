import MappedFiles
import NPYShare
import TestSupport
import Testing

/// Who may have what at the same time.
@Suite struct LeaseTests {
  /// Two leases that are asked for one after the other, and whether the second is to be had.
  struct Pair: Sendable, CustomTestStringConvertible {
    let first: ArrayLease.Kind
    let firstRows: Range<Int>?
    let second: ArrayLease.Kind
    let secondRows: Range<Int>?
    let isGranted: Bool

    init(
      _ first: ArrayLease.Kind, _ firstRows: Range<Int>?, _ second: ArrayLease.Kind,
      _ secondRows: Range<Int>?, _ isGranted: Bool
    ) {
      self.first = first
      self.firstRows = firstRows
      self.second = second
      self.secondRows = secondRows
      self.isGranted = isGranted
    }

    var testDescription: String {
      "\(first) \(Pair.text(firstRows)), \(second) \(Pair.text(secondRows)): \(isGranted)"
    }

    private static func text(_ rows: Range<Int>?) -> String { rows.map { "\($0)" } ?? "all" }
  }

  static let pairs = [
    Pair(.shared, nil, .shared, nil, true),
    Pair(.shared, nil, .exclusive, nil, false),
    Pair(.exclusive, nil, .shared, nil, false),
    Pair(.exclusive, nil, .exclusive, nil, false),
    Pair(.shared, 0..<3, .shared, 2..<5, true),
    Pair(.shared, 0..<3, .exclusive, 2..<5, false),
    Pair(.exclusive, 0..<3, .shared, 2..<5, false),
    Pair(.exclusive, 0..<3, .exclusive, 2..<5, false),
    Pair(.exclusive, 0..<3, .exclusive, 3..<5, true),
    Pair(.exclusive, 3..<5, .shared, 0..<3, true),
    Pair(.exclusive, 4..<5, .shared, nil, false),
    Pair(.shared, 4..<5, .exclusive, nil, false),
    Pair(.exclusive, nil, .shared, 0..<1, false),
    Pair(.exclusive, nil, .exclusive, 2..<2, true),
    Pair(.exclusive, 2..<2, .exclusive, nil, true),
    Pair(.exclusive, 0..<5, .exclusive, 5..<5, true),
  ]

  /// Through one handle the table decides, through two the kernel.
  @Test(arguments: pairs, [false, true])
  func leasesAreHeldTogetherOnlyWhereTheyMay(pair: Pair, areTwoHandles: Bool) throws {
    let (array, location, directory) = try Self.array()
    let other = areTwoHandles ? try SharedArray.attach(location, access: .readWrite) : array
    let lease = try array.lease(pair.first, rows: pair.firstRows)
    try Threads.run([
      {
        let second = try other.tryLease(pair.second, rows: pair.secondRows)
        #expect((second != nil) == pair.isGranted)
      },
      {
        if pair.isGranted {
          try other.lease(pair.second, rows: pair.secondRows, timeout: .seconds(600)).release()
        } else {
          #expect(
            throws: ArrayStoreError.leaseTimedOut(
              location, pair.second, pair.secondRows, after: .milliseconds(3))
          ) {
            try other.lease(
              pair.second, rows: pair.secondRows, timeout: .milliseconds(3)
            ).release()
          }
        }
      },
    ])
    lease.release()
    try other.lease(pair.second, rows: pair.secondRows, timeout: .zero).release()
    withExtendedLifetime(directory) {}
  }

  @Test(arguments: [ArrayLease.Kind.shared, .exclusive])
  func whoWaitsGetsTheLeaseWhenItIsLetGoOfInAnyThread(kind: ArrayLease.Kind) throws {
    let (array, location, directory) = try Self.array()
    let other = try SharedArray.attach(location, access: .readWrite)
    for handle in [array, other] {
      for timeout in [nil, Duration.seconds(600)] {
        let held = Handover(try array.lease(.exclusive, rows: 1..<3))
        try Threads.run([
          { try handle.lease(kind, rows: 2..<4, timeout: timeout).release() },
          { held.end() },
        ])
      }
    }
    withExtendedLifetime(directory) {}
  }

  /// A shared lease that is in the middle of others goes without theirs.
  @Test func theKernelsLockOnAByteGoesWithItsLastHolder() throws {
    let (array, location, directory) = try Self.array()
    let probe = try OwnedFile(opening: location.path, access: .readWrite)
    let rowBytes = array.layout.dataBytes / 5
    func lockedRows() throws -> [Int] {
      try (0..<5).filter { row in
        let start = array.layout.dataOffset + row * rowBytes
        return try probe.isLocked(against: .exclusive, start..<start + rowBytes)
      }
    }
    let left = try array.lease(.shared, rows: 0..<2)
    let middle = try array.lease(.shared, rows: 1..<4)
    let right = try array.lease(.shared, rows: 3..<5)
    #expect(try lockedRows() == [0, 1, 2, 3, 4])
    middle.release()
    #expect(try lockedRows() == [0, 1, 3, 4])
    left.release()
    #expect(try lockedRows() == [3, 4])
    let again = try array.lease(.shared, rows: 3..<5)
    right.release()
    #expect(try lockedRows() == [3, 4])
    again.release()
    #expect(try lockedRows() == [])
    withExtendedLifetime(directory) {}
  }

  @Test func aLeaseEndsWhenItIsLetGoOfAndWhenTheBodyThrows() throws {
    struct Stop: Error {}
    let (array, location, directory) = try Self.array()
    let other = try SharedArray.attach(location, access: .readWrite)
    do {
      let lease = try array.lease(.exclusive)
      #expect(try other.tryRead(as: Int32.self) { _ in true } == nil)
      withExtendedLifetime(array) {}
      #expect(lease.kind == .exclusive && lease.rows == nil)
    }
    #expect(throws: Stop.self) {
      try array.write(as: Int32.self) { view in
        view[0, 0] = 9
        throw Stop()
      }
    }
    #expect(throws: Stop.self) { try array.readBytes { _ in throw Stop() } }
    #expect(try other.tryWrite(as: Int32.self) { $0[0, 0] } == 9)
    withExtendedLifetime(directory) {}
  }

  @Test func anExclusiveLeaseNeedsAnArrayThatIsAttachedForStoring() throws {
    let (_, location, directory) = try Self.array()
    for access in [SharedArray.Access.readOnly, .privateCopy] {
      let array = try SharedArray.attach(location, access: access)
      #expect(throws: ArrayStoreError.notWritable(location)) {
        try array.lease(.exclusive, rows: 0..<0).release()
      }
      #expect(throws: ArrayStoreError.notWritable(location)) {
        try array.write(as: Int32.self) { $0[0, 0] = 1 }
      }
      #expect(throws: ArrayStoreError.notWritable(location)) {
        _ = try array.tryWrite(as: Int32.self) { $0[0, 0] = 1 }
      }
      try array.read(as: Int32.self) { #expect($0[4, 2] == 14) }
    }
    withExtendedLifetime(directory) {}
  }

  /// Somebody else's wrong dtype keeps nobody waiting.
  @Test func whatCannotBeShownIsRefusedBeforeItIsWaitedFor() throws {
    let (array, location, directory) = try Self.array()
    let lease = try array.lease(.exclusive)
    let other = try SharedArray.attach(location, access: .readWrite)
    #expect(
      throws: ArrayStoreError.elementMismatch(location, found: Int32.dtype, asked: Double.dtype)
    ) {
      try other.write(as: Double.self) { $0[flat: 0] = 1 }
    }
    #expect(throws: ArrayStoreError.rowsOutOfRange(location, 3..<6, rowCount: 5)) {
      try other.read(3..<6, as: Int32.self) { _ in }
    }
    lease.release()
    withExtendedLifetime(directory) {}
  }

  /// Five rows of three, counted from 0.
  static func array() throws -> (SharedArray, ArrayLocation, TemporaryDirectory) {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a.npy"))
    let array = try SharedArray.create(location, shape: [5, 3], of: Int32.self)
    try array.write(as: Int32.self) { view in
      for index in 0..<15 { view[flat: index] = Int32(index) }
    }
    return (array, location, directory)
  }
}
