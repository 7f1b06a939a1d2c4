import NPYShare
import Synchronization
import TestSupport
import Testing

/// Many at once who make one array longer.
@Suite struct ConcurrentGrowthTests {
  @Test func threadsThatShareAHandleAppendEachRowOnce() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a.npy"))
    let array = try SharedArray.create(location, shape: [0, 4], of: Int32.self)
    try Self.append(by: [array, array, array, array], watchedBy: array)
    try Self.expectEachRowOnce(array, writers: 4)
    #expect(try array.isCurrent)
  }

  @Test func threadsWithHandlesOfTheirOwnAppendEachRowOnce() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a.npy"))
    _ = try SharedArray.create(location, shape: [0, 4], of: Int32.self)
    let handles = try (0..<4).map { _ in try SharedArray.attach(location, access: .readWrite) }
    let reader = try SharedArray.attach(location)
    try Self.append(by: handles, watchedBy: reader)
    try reader.refresh()
    try Self.expectEachRowOnce(reader, writers: 4)
  }

  private static let rows = 300

  /// Each appends its rows in turn, while another thread refreshes and lends.
  private static func append(by arrays: [SharedArray], watchedBy reader: SharedArray) throws {
    let seen = Mutex(0)
    let writers = arrays.enumerated().map { writer, array in
      { @Sendable () throws in
        for number in 0..<rows { try append(writer * rows + number, to: array) }
      }
    }
    try Threads.run(writers) {
      try reader.refresh()
      try reader.withUnleasedView(as: Int32.self) { view in
        let before = seen.withLock { $0 }
        #expect(view.shape[0] >= before)
        for row in before..<view.shape[0] { #expect(view[row, 0] == view[row, 3]) }
        seen.withLock { [count = view.shape[0]] in $0 = count }
      }
    }
  }

  /// Appends a row of a number, in one way or another, and finds it where it is said to be.
  private static func append(_ number: Int, to array: SharedArray) throws {
    let row = [Int32](repeating: Int32(number), count: 4)
    let place =
      number % 3 == 0
      ? try array.append(rows: 1, as: Int32.self) { view in
        for column in 0..<4 { view[0, column] = row[column] }
      } : try array.append(copying: row)
    try array.withUnleasedView(as: Int32.self) { view in
      for column in 0..<4 { #expect(view[place.lowerBound, column] == row[column]) }
    }
  }

  private static func expectEachRowOnce(_ array: SharedArray, writers: Int) throws {
    try array.withUnleasedView(as: Int32.self) { view in
      #expect(view.shape == [writers * rows, 4])
      #expect((0..<view.shape[0]).map { Int(view[$0, 0]) }.sorted() == Array(0..<writers * rows))
    }
  }

  /// The short form of the campaign: two processes append while they are killed at random, a third
  /// one follows, and numpy looks after every kill.
  @Test func noRowIsTornLostOrThereTwiceWhoeverIsKilled() throws {
    let child = try ChildProcess.run(
      RepositoryFiles.python,
      [
        "\(RepositoryFiles.root)/Tools/campaigns/growth", "--rows", "5000", "--kills", "25",
        "--appender", RepositoryFiles.arrayAppender,
      ])
    print("campaign: \(child.output)", terminator: "")
    #expect(child.status == 0, "\(child.output) \(child.errors)")
    #expect(child.output.contains("rows 10000, ") && child.output.contains("torn 0"))
    let kills = child.output.split(separator: ", ").compactMap { figure in
      figure.hasPrefix("kills ") ? Int(figure.dropFirst("kills ".count)) : nil
    }
    #expect(try #require(kills.first) >= 20)
  }
}
