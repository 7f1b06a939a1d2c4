import NPYShare
import Synchronization
import TestSupport

/// Threads that read and store rows which show when they are not whole.
///
/// A row is a count of its changes, and in each further column a number made of the count. Writers
/// add one to the count of rows, so no change may be lost either.
struct LeaseCampaign {
  private let handles: [SharedArray]
  private let readers: Int
  private let writers: Int
  private let rounds: Int
  private let seed: Int

  init(_ location: ArrayLocation, readers: Int, writers: Int, rounds: Int, seed: Int) throws {
    handles = [
      try SharedArray.attach(location, access: .readWrite),
      try SharedArray.attach(location, access: .readWrite),
    ]
    self.readers = readers
    self.writers = writers
    self.rounds = rounds
    self.seed = seed
  }

  /// Prints how many rows were changed, and how many looked at.
  func run() throws {
    let changed = Count()
    let seen = Count()
    let reading = (0..<readers).map { reader -> @Sendable () throws -> Void in
      { try read(handles[reader % 2], seed: seed * 100 + reader, seen) }
    }
    let writing = (0..<writers).map { writer -> @Sendable () throws -> Void in
      { try write(handles[writer % 2], seed: seed * 100 + 50 + writer, changed) }
    }
    try Threads.run(reading + writing)
    print("changed \(changed.value) seen \(seen.value)")
  }

  private func read(_ array: SharedArray, seed: Int, _ seen: Count) throws {
    var choices = RowChoices(seed: seed, rowCount: array.shape[0])
    for _ in 0..<rounds {
      let rows = choices.next()
      try array.read(rows, as: UInt64.self) { view in
        for row in 0..<view.shape[0] {
          let count = view[row, 0]
          for column in 1..<view.shape[1]
          where view[row, column] != Self.element(count, column) {
            throw HalfWrittenRow(rows: rows, row: row, column: column, count: count)
          }
        }
        seen.add(view.shape[0])
      }
    }
  }

  private func write(_ array: SharedArray, seed: Int, _ changed: Count) throws {
    var choices = RowChoices(seed: seed, rowCount: array.shape[0])
    for _ in 0..<rounds {
      try array.write(choices.next(), as: UInt64.self) { view in
        for row in 0..<view.shape[0] {
          let count = view[row, 0] + 1
          view[row, 0] = count
          for column in 1..<view.shape[1] { view[row, column] = Self.element(count, column) }
        }
        changed.add(view.shape[0])
      }
    }
  }

  private static func element(_ count: UInt64, _ column: Int) -> UInt64 {
    count &* (0x9E37_79B9_7F4A_7C15 &+ UInt64(column) &* 0xBF58_476D_1CE4_E5B8)
  }

  private final class Count: Sendable {
    private let count = Atomic<Int>(0)

    var value: Int { count.load(ordering: .relaxed) }

    func add(_ number: Int) {
      count.wrappingAdd(number, ordering: .relaxed)
    }
  }
}

/// Which rows to take, by a seed: now and then all, most often some, sometimes none.
struct RowChoices {
  private var state: UInt64
  private let rowCount: Int

  init(seed: Int, rowCount: Int) {
    state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    self.rowCount = rowCount
  }

  mutating func next() -> Range<Int>? {
    if draw(8) == 0 { return nil }
    let start = draw(rowCount + 1)
    return start..<start + draw(rowCount - start + 1)
  }

  private mutating func draw(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(bound))
  }
}

/// A row that a writer had begun to change.
struct HalfWrittenRow: Error, CustomStringConvertible {
  let rows: Range<Int>?
  let row: Int
  let column: Int
  let count: UInt64

  var description: String {
    "row \(row) of \(rows.map { "\($0)" } ?? "all"), changed \(count) times, is half written: column \(column)"
  }
}
