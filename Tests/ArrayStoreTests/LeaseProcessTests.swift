import MappedFiles
import NPYShare
import TestSupport
import Testing

/// Leases between processes, in whatever language.
@Suite struct LeaseProcessTests {
  @Test(arguments: [ArrayLease.Kind.shared, .exclusive], ["all", "1-3"])
  func aKilledHoldersLeaseIsFreeAtOnce(kind: ArrayLease.Kind, rows: String) throws {
    let (array, location, directory) = try LeaseTests.array()
    let holder = try RunningProcess(
      RepositoryFiles.leaseWorker, ["hold", location.path, "\(kind)", rows])
    #expect(holder.receive() == "held")
    #expect(try array.tryWrite(2..<3, as: Int32.self) { _ in true } == nil)
    let isRead = try array.tryRead(2..<3, as: Int32.self) { _ in true } != nil
    #expect(isRead == (kind == .shared))
    let isWritten = try array.tryWrite(4..<5, as: Int32.self) { _ in true } != nil
    #expect(isWritten == (rows != "all"))
    holder.kill()
    // Without a time limit: should the lease not be free, this never ends.
    try Threads.run([{ try array.write(as: Int32.self) { $0[2, 0] = 5 } }])
    #expect(holder.wait().status == -9)
    withExtendedLifetime(directory) {}
  }

  @Test func aKilledWriterThatWaitedKeepsNobodyOut() throws {
    let (array, location, directory) = try LeaseTests.array()
    let other = try SharedArray.attach(location)
    let gate = try Gate(of: array)
    let lease = try array.lease(.shared)
    let writer = try RunningProcess(
      RepositoryFiles.leaseWorker, ["hold", location.path, "exclusive", "all"])
    try gate.waitUntilAWriterWaits()
    #expect(try other.tryRead(as: Int32.self) { _ in true } == nil)
    writer.kill()
    try Threads.run([{ try other.read(as: Int32.self) { #expect($0[0, 1] == 1) } }])
    #expect(writer.wait().status == -9)
    lease.release()
    withExtendedLifetime(directory) {}
  }

  /// Python's `fcntl.lockf` takes POSIX locks, which belong to the process, and command 37 is
  /// `F_OFD_SETLK`.
  static let python = """
    import errno, fcntl, os, struct
    path, way, kind, start, count = sys.argv[1:]
    kind = {"shared": fcntl.LOCK_SH, "exclusive": fcntl.LOCK_EX, "none": fcntl.LOCK_UN}[kind]
    file = open(path, "r+b")
    def lock(kind, start, count):
        try:
            if way == "lockf":
                fcntl.lockf(file, kind | fcntl.LOCK_NB, count, start)
            else:
                type = {fcntl.LOCK_SH: fcntl.F_RDLCK, fcntl.LOCK_EX: fcntl.F_WRLCK,
                        fcntl.LOCK_UN: fcntl.F_UNLCK}[kind]
                fcntl.fcntl(file, 37, struct.pack("hhqqi4x", type, 0, start, count, 0))
            return "held"
        except OSError as error:
            return errno.errorcode[error.errno]
    for line in sys.stdin:
        print(lock(kind, int(start), int(count)), flush=True)
    """

  @Test(arguments: ["lockf", "OFD"], [ArrayLease.Kind.shared, .exclusive])
  func theSameLockTakenElsewhereExcludesOurs(way: String, kind: ArrayLease.Kind) throws {
    let (array, location, directory) = try LeaseTests.array()
    // Rows 1 and 2 of 3 elements of 4 bytes.
    let start = array.layout.dataOffset + 12
    let holder = try RunningProcess(
      RepositoryFiles.python,
      ["-c", "import sys\n" + Self.python, location.path, way, "\(kind)", "\(start)", "24"])
    holder.send("take it")
    #expect(holder.receive() == "held")
    for (rows, isTaken) in [(0..<1, false), (0..<2, true), (2..<3, true), (3..<5, false)] {
      let isReadable = !isTaken || kind == .shared
      #expect(try array.tryRead(rows, as: Int32.self) { _ in true } == (isReadable ? true : nil))
      #expect(try array.tryWrite(rows, as: Int32.self) { _ in true } == (isTaken ? nil : true))
    }
    #expect(try array.tryWrite(as: Int32.self) { _ in true } == nil)
    holder.kill()
    try Threads.run([{ try array.write(as: Int32.self) { $0[1, 0] = 5 } }])
    #expect(holder.wait().status == -9)
    withExtendedLifetime(directory) {}
  }

  @Test(arguments: ["lockf", "OFD"], [ArrayLease.Kind.shared, .exclusive])
  func oursExcludesTheSameLockTakenElsewhere(way: String, kind: ArrayLease.Kind) throws {
    let (array, location, directory) = try LeaseTests.array()
    let offset = array.layout.dataOffset
    func ask(_ asked: ArrayLease.Kind, row: Int) throws -> String? {
      let process = try RunningProcess(
        RepositoryFiles.python,
        [
          "-c", "import sys\n" + Self.python, location.path, way, "\(asked)",
          "\(offset + 12 * row)", "12",
        ])
      process.send("take it")
      let answer = process.receive()
      #expect(process.wait().status == 0)
      return answer
    }
    let lease = try array.lease(kind, rows: 1..<3)
    for row in 0..<5 {
      let isTaken = row == 1 || row == 2
      #expect(try (ask(.exclusive, row: row) == "EAGAIN") == isTaken)
      #expect(try (ask(.shared, row: row) == "EAGAIN") == (isTaken && kind == .exclusive))
    }
    lease.release()
    #expect(try ask(.exclusive, row: 1) == "held")
    withExtendedLifetime(directory) {}
  }

  /// Rows that show when they are not whole, in threads and in processes; through two handles in
  /// each of these.
  @Test func noReaderSeesAHalfWrittenRowAndNoChangeIsLost() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("rows.npy"))
    let array = try SharedArray.create(location, shape: [12, 64], of: UInt64.self)
    let workers = try [(2, 1), (2, 0), (0, 1), (3, 2)].enumerated().map { seed, threads in
      try RunningProcess(
        RepositoryFiles.leaseWorker,
        ["campaign", location.path, "\(threads.0)", "\(threads.1)", "400", "\(seed + 1)"])
    }
    var changed: UInt64 = 0
    for worker in workers {
      let end = worker.wait()
      #expect(end.status == 0, "\(end.output)\(end.errors)")
      let words = end.output.split(whereSeparator: \.isWhitespace)
      changed += try #require(words.count == 4 ? UInt64(words[1]) : nil, "\(end.output)")
    }
    try array.read(as: UInt64.self) { view in
      var sum: UInt64 = 0
      for row in 0..<12 { sum += view[row, 0] }
      #expect(sum == changed && changed > 0)
    }
    #expect(try !OwnedFile(opening: location.path).isLocked(against: .exclusive, 64..<1 << 61))
    withExtendedLifetime(directory) {}
  }
}
