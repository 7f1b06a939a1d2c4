import Glibc
import NPYShare
import TestSupport
import Testing

/// The locks on an array's first bytes, held by other processes.
@Suite struct HeaderLockTests {
  /// A process that takes a lock as any program can, says so, and stops as if by SIGSTOP from
  /// outside.
  private static func stoppedHolder(
    of bytes: Range<Int>, isExclusive: Bool, _ location: ArrayLocation
  ) throws -> RunningProcess {
    let holder = try RunningProcess(
      RepositoryFiles.python,
      [
        "-c",
        """
        import fcntl, os, signal, struct, sys
        path, start, count, exclusive = sys.argv[1:]
        f = open(path, "r+b")
        kind = fcntl.F_WRLCK if exclusive == "true" else fcntl.F_RDLCK
        F_OFD_SETLK = 37
        fcntl.fcntl(f, F_OFD_SETLK, struct.pack("hhqqi4x", kind, 0, int(start), int(count), 0))
        print("held", flush=True)
        os.kill(os.getpid(), signal.SIGSTOP)
        """, location.path, "\(bytes.lowerBound)", "\(bytes.count)", "\(isExclusive)",
      ])
    #expect(holder.receive() == "held")
    return holder
  }

  @Test func aStoppedGrowerIsAnErrorToThoseWhoAttach() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a.npy"))
    let array = try SharedArray.create(location, copying: [Int32(1), 2])
    let holder = try Self.stoppedHolder(of: 1..<6, isExclusive: true, location)
    let locked = ArrayStoreError.headerLocked(location.description, .shape, after: .seconds(2))
    #expect(throws: locked) { try SharedArray.attach(location) }
    #expect(throws: locked) { try array.append(copying: [Int32(3)]) }
    #expect(array.shape == [2])
    // What has not changed needs no lock.
    #expect(try array.isCurrent && !array.refresh())
    #expect(locked.description.contains("stopped") && locked.description.contains("shape lock"))
    holder.kill()
    #expect(holder.wait().status == -SIGKILL)
    #expect(try SharedArray.attach(location).shape == [2])
    #expect(try array.append(copying: [Int32(3)]) == 2..<3)
  }

  @Test func anotherUsersArrayIsRefusedAtOnceWhoeverHoldsItsLock() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a.npy"))
    var options = CreationOptions()
    options.permissions = 0o666
    _ = try SharedArray.create(location, copying: [Int32(1), 2], options: options)
    try Privileged.run(["chown", "12345", location.path])
    let holder = try Self.stoppedHolder(of: 0..<6, isExclusive: true, location)
    let error = #expect(throws: ArrayStoreError.self) { try SharedArray.attach(location) }
    guard case .otherOwner = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    holder.kill()
    _ = holder.wait()
  }

  /// Killed at the first call that could lock or mark anything.
  @Test func anotherUsersArrayIsRefusedBeforeAnythingIsHeldOnIt() throws {
    let scenario = GrowthScenario.all[0]
    let (location, directory) = try scenario.prepare(.shm)
    let calls = try Strace.calls(
      of: scenario.arguments(location), workBeginsWith: directory.path,
      program: RepositoryFiles.arrayAppender)
    let first = try #require(calls["fcntl"]?.firstOfWork)
    let (theirs, its) = try scenario.prepare(.shm)
    try Privileged.run(["chmod", "666", theirs.path])
    try Privileged.run(["chown", "12345", theirs.path])
    let child = try Strace.run(
      scenario.arguments(theirs), [.init(.kill, atCall: first, of: "fcntl")],
      program: RepositoryFiles.arrayAppender)
    #expect(child.status == 3)
    #expect(child.output.contains("belongs to user 12345, not to user"), "\(child.output)")
    withExtendedLifetime(its) {}
  }

  @Test func aStoppedReaderIsAnErrorToThoseWhoGrow() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a.npy"))
    let array = try SharedArray.create(location, copying: [Int32(1), 2])
    let holder = try Self.stoppedHolder(of: 1..<6, isExclusive: false, location)
    #expect(
      throws: ArrayStoreError.headerLocked(location.description, .shape, after: .seconds(2))
    ) { try array.append(copying: [Int32(3)]) }
    #expect(try SharedArray.attach(location).shape == [2])
    holder.kill()
    #expect(holder.wait().status == -SIGKILL)
    #expect(try array.append(copying: [Int32(3)]) == 2..<3)
  }

  @Test func whoWaitsForATurnCanSayHowLong() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a.npy"))
    let array = try SharedArray.create(location, copying: [Int64(1), 2])
    let filler = try RunningProcess(
      RepositoryFiles.arrayAppender, ["fill-slowly", location.path, "3"])
    #expect(filler.receive() == "filling")
    var options = GrowthOptions()
    options.timeout = .milliseconds(30)
    #expect(
      throws: ArrayStoreError.headerLocked(
        location.description, .growth, after: .milliseconds(30))
    ) { try array.append(copying: [Int64(9)], options: options) }
    options.timeout = .zero
    #expect(throws: ArrayStoreError.self) { try array.grow(to: 9, options: options) }
    // Those who only read are not kept waiting.
    #expect(try SharedArray.attach(location).shape == [2])
    filler.send("go on")
    // Waits until the other one is done, whenever that is.
    #expect(try array.append(copying: [Int64(9)]) == 5..<6)
    #expect(filler.wait().output == "[5]\n")
    try array.withUnleasedView(as: Int64.self) { #expect($0[2] == -1 && $0[5] == 9) }
  }

  @Test func whatAKilledFillerHasStoredIsNotSeen() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a.npy"))
    let array = try SharedArray.create(location, copying: [Int64(1), 2])
    let filler = try RunningProcess(
      RepositoryFiles.arrayAppender, ["fill-slowly", location.path, "1000"])
    #expect(filler.receive() == "filling")
    filler.kill()
    #expect(filler.wait().status == -SIGKILL)
    #expect(try FileStatus(path: location.path).size >= 128 + 1002 * 8)
    #expect(try array.isCurrent)
    try array.grow(to: 4)
    try array.withUnleasedView(as: Int64.self) { #expect($0[2] == 0 && $0[3] == 0) }
  }

  @Test func eachLockIsOnItsOwnBytes() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a.npy"))
    let array = try SharedArray.create(location, copying: [Int64(1), 2])
    let other = try OwnedFile(opening: location.path, access: .readWrite)
    var free: [Int] = []
    try array.append(rows: 1, as: Int64.self) { _ in
      for byte in [0, 1, 5, 6, 9, 10, 128, 1 << 40] {
        if try other.tryLock(.shared, byte..<byte + 1) {
          free.append(byte)
          try other.unlock(byte..<byte + 1)
        }
      }
    }
    #expect(free == [0, 1, 5, 10, 128, 1 << 40])
    // Afterwards only the mark of an array in use is held.
    #expect(try other.tryLock(.exclusive, 1..<Int.max))
    #expect(try !other.tryLock(.exclusive, 0..<1))
    withExtendedLifetime(array) {}
  }

  /// Some network file systems have no locks: reading does without, growing does not.
  @Test(arguments: ["ENOLCK", "EINVAL", "EOPNOTSUPP"])
  func aFileSystemWithoutLocksIsReadAndNotGrown(error: String) throws {
    let scenario = GrowthScenario.all[0]
    let (location, directory) = try scenario.prepare(.shm)
    let calls = try Strace.calls(
      of: scenario.arguments(location), workBeginsWith: directory.path,
      program: RepositoryFiles.arrayAppender)
    let first = try #require(calls["fcntl"]?.firstOfWork)
    let (fresh, its) = try scenario.prepare(.shm)
    let read = try Strace.run(
      scenario.arguments(fresh), [.init(.error(error), atCall: first, of: "fcntl")],
      program: RepositoryFiles.arrayAppender)
    #expect(read.status == 0, "\(read.output)")
    withExtendedLifetime(its) {}
    // One call less, since what was not locked is not unlocked: the third is the growth lock's.
    let (again, theirs) = try scenario.prepare(.shm)
    let grown = try Strace.run(
      scenario.arguments(again), [.init(.error(error), atCall: first + 2, of: "fcntl")],
      program: RepositoryFiles.arrayAppender)
    #expect(grown.status == 3)
    #expect(grown.output.contains("its file system has no locks"), "\(grown.output)")
    withExtendedLifetime(theirs) {}
  }

  @Test func mendingAHeaderWaitsForGrowers() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a.npy"))
    let child = try ChildProcess.python(
      """
      text = b"{'shape': (3,), 'descr': '<i8', 'fortran_order': False}".ljust(117) + b"\\n"
      header = b"\\x93NUMPY\\x01\\x00" + len(text).to_bytes(2, "little") + text
      open(sys.argv[1], "wb").write(header + bytes(24))
      """, [location.path])
    #expect(child.status == 0, "\(child.errors)")
    let filler = try RunningProcess(
      RepositoryFiles.arrayAppender, ["fill-slowly", location.path, "2"])
    #expect(filler.receive() == "filling")
    #expect(
      throws: ArrayStoreError.headerLocked(location.path, .growth, after: .seconds(2))
    ) { try ArrayInspection(path: location.path).repairHeader() }
    filler.send("go on")
    #expect(filler.wait().output == "[5]\n")
    // The growth has written numpy's own text.
    #expect(try !ArrayInspection(path: location.path).repairHeader())
  }
}
