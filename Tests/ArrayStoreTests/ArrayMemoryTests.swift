import Foundation
import NPYShare
import TestSupport
import Testing

@Suite struct ArrayMemoryTests {
  /// An array of 8 rows of a page each, page-aligned: rows are pages 1 to 8 of the file.
  private static func array(
    _ directory: TemporaryDirectory, isFortranOrder: Bool = false
  ) throws -> SharedArray {
    var options = CreationOptions()
    options.padding = .page
    options.isFortranOrder = isFortranOrder
    let location = try ArrayLocation(file: directory.file("a"))
    let shape = isFortranOrder ? [512, 2, 8] : [8, 2, 512]
    _ = try SharedArray.create(location, shape: shape, of: Double.self, options: options)
    // Opened by its name, so that the name stands in /proc/self/smaps.
    return try SharedArray.attach(location, access: .readWrite)
  }

  /// How much of the array this process has in its page table, in rows of 8 KiB.
  private static func residentKibibytes(_ directory: TemporaryDirectory) throws -> Int {
    let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: "/proc/self/smaps"))
    let text = String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
    let lines = text.split(separator: "\n").drop { !$0.hasSuffix(" \(directory.file("a"))") }
    let resident = try #require(lines.first { $0.hasPrefix("Rss:") })
    return try #require(resident.split(separator: " ").compactMap { Int($0) }.first)
  }

  @Test(arguments: [false, true])
  func rowsAreIndicesOfTheOutermostAxis(isFortranOrder: Bool) throws {
    let directory = try TemporaryDirectory(.shm)
    let array = try Self.array(directory, isFortranOrder: isFortranOrder)
    #expect(try Self.residentKibibytes(directory) == 0)
    try array.prefault(rows: 3..<3, for: .storing)
    #expect(try Self.residentKibibytes(directory) == 0)
    try array.prefault(rows: 2..<5, for: .storing)
    #expect(try Self.residentKibibytes(directory) == 3 * 8)
    try array.prefault(for: .reading)
    #expect(try Self.residentKibibytes(directory) == 4 + 8 * 8)
    for rows in [nil, 0..<8, 7..<8, 8..<8] {
      try array.flush(rows: rows)
      try array.advise(.sequential, rows: rows)
      try array.lockInMemory(rows: rows)
      try array.unlockFromMemory(rows: rows)
    }
  }

  @Test func anArrayWithoutRowsOrAxesIsWholeOrNothing() throws {
    let directory = try TemporaryDirectory(.shm)
    for (name, shape, rows) in [
      ("single", [], 0..<1), ("empty", [0, 3], 0..<0), ("flat", [3, 0], 1..<3),
    ] {
      let array = try SharedArray.create(
        ArrayLocation(file: directory.file(name)), shape: shape, of: Int16.self)
      for rows in [nil, rows] {
        try array.flush(rows: rows)
        try array.prefault(rows: rows, for: .storing)
        try array.advise(.random, rows: rows)
        try array.lockInMemory(rows: rows)
        try array.unlockFromMemory(rows: rows)
      }
    }
  }

  @Test(arguments: [(0, 9), (9, 9), (-1, 0)])
  func rowsThatTheArrayHasNotTrap(start: Int, end: Int) async throws {
    let directory = try TemporaryDirectory(.shm)
    _ = try Self.array(directory)
    await #expect(processExitsWith: .signal(SIGILL)) {
      [path = directory.file("a") as String, start = start as Int, end = end as Int] in
      try SharedArray.attach(ArrayLocation(file: path)).flush(rows: start..<end)
    }
    withExtendedLifetime(directory) {}
  }

  @Test func anArrayAttachedForReadingIsNotPreparedForStoring() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try Self.array(directory).location
    let reader = try SharedArray.attach(location)
    #expect(throws: ArrayStoreError.notWritable(location)) { try reader.prefault(for: .storing) }
    try reader.prefault(for: .reading)
  }

  @Test func aFileThatWasCutShortIsSaidToBe() throws {
    let directory = try TemporaryDirectory(.shm)
    let array = try Self.array(directory)
    _ = try ChildProcess.run("/usr/bin/truncate", ["-s", "8192", directory.file("a")])
    let error = ArrayStoreError.truncated(
      array.location.description, needed: 4096 + 65536, found: 8192)
    #expect(throws: error) { try array.prefault(for: .reading) }
    #expect(throws: error) { try array.lockInMemory() }
    try array.prefault(rows: 0..<0, for: .reading)
  }

  @Test func aSparseArrayThatFindsNoRoomIsAnErrorWithTheNumbersAndNotASignal() async throws {
    let directory = try TemporaryDirectory()
    try Privileged.run(["mount", "-t", "tmpfs", "-o", "size=1m,mode=777", "tmpfs", directory.path])
    defer { try? Privileged.run(["umount", "--lazy", directory.path]) }
    await #expect(processExitsWith: .success) { [path = directory.file("a") as String] in
      var options = CreationOptions()
      options.space = .sparse
      let location = try ArrayLocation(file: path)
      let array = try SharedArray.create(
        location, shape: [3, 1 << 20], of: UInt8.self, options: options)
      for _ in 0..<2 {
        let error = #expect(throws: ArrayStoreError.self) { try array.prefault(for: .storing) }
        #expect(try #require(error).description.contains("': needs 3 MiB, "))
        guard case .noSpace(location, "prefault", 3 << 20 + 128, _) = error else {
          Issue.record("\(String(describing: error))")
          return
        }
      }
      let error = #expect(throws: ArrayStoreError.self) { try array.lockInMemory(rows: 1..<3) }
      guard case .noSpace(location, "lock", 2 << 20, _) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
    }
  }

  @Test func lockingBeyondTheLimitNamesItAndTheRemedy() async throws {
    let directory = try TemporaryDirectory(.shm)
    _ = try Self.array(directory)
    await #expect(processExitsWith: .success) { [path = directory.file("a") as String] in
      let array = try SharedArray.attach(ArrayLocation(file: path))
      let child = try ChildProcess.run(
        "/usr/bin/prlimit", ["--pid", "\(getpid())", "--memlock=65536"])
      #expect(child.status == 0, "\(child.errors)")
      // Root may lock what it likes. Who is not root cannot become another user, and need not.
      _ = setuid(65534)
      try array.lockInMemory(rows: 0..<2)
      let error = #expect(throws: ArrayStoreError.self) { try array.lockInMemory() }
      #expect(
        try #require(error).description
          == "cannot lock '\(path)' in memory: needs 68 KiB, this process may lock 64 KiB and has locked 0 bytes; raise the limit (ulimit -l) or lock fewer rows"
      )
      try array.lockInMemory(rows: 0..<8)
    }
    withExtendedLifetime(directory) {}
  }
}
