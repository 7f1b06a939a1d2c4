import Glibc
import NPYShare

/// Appends rows until there are enough of its own, and goes on where a killed predecessor stopped:
/// what is committed is what the array says, nothing else is kept.
struct CampaignWriter {
  private let array: SharedArray
  private let writer: UInt64
  private let rows: Int

  init(_ location: ArrayLocation, writer: UInt64, rows: Int) throws {
    array = try SharedArray.attach(location, access: .readWrite)
    self.writer = writer
    self.rows = rows
  }

  func run() throws {
    var next = try committedRows()
    print("begun \(next)")
    fflush(nil)
    var turn = Int(next)
    while next < rows {
      // One row most often, now and then some: by a copy, as bytes, in place.
      let count = min(turn % 7 == 6 ? turn % 5 + 1 : 1, rows - Int(next))
      let elements = (0..<count).flatMap { CampaignRow.elements(writer, next + UInt64($0)) }
      let place: Range<Int>
      switch turn % 3 {
      case 0: place = try array.append(copying: elements)
      case 1: place = try array.append(bytes: Self.bytes(elements).span)
      default:
        place = try array.append(rows: count, as: UInt64.self) { view in
          for index in elements.indices { view[flat: index] = elements[index] }
        }
      }
      try check(elements, at: place)
      next += UInt64(count)
      turn += 1
    }
    print("done \(next)")
  }

  /// How many rows of this writer are in the array, which must follow each other.
  private func committedRows() throws -> UInt64 {
    try array.withUnleasedView(as: UInt64.self) { view in
      var count: UInt64 = 0
      for row in 0..<view.shape[0] where view[row, 0] == writer {
        guard view[row, 1] == count else {
          throw WrongSequence(row: row, writer: writer, found: view[row, 1], expected: count)
        }
        count += 1
      }
      return count
    }
  }

  /// The rows are where the append said.
  private func check(_ elements: [UInt64], at rows: Range<Int>) throws {
    try array.withUnleasedView(as: UInt64.self) { view in
      for index in elements.indices {
        let place = rows.lowerBound * CampaignRow.columns + index
        guard view[flat: place] == elements[index] else {
          throw TornRow(
            row: rows.lowerBound, column: index, found: view[flat: place], expected: elements[index]
          )
        }
      }
    }
  }

  private static func bytes(_ elements: [UInt64]) -> [UInt8] {
    elements.flatMap { element in (0..<8).map { UInt8(truncatingIfNeeded: element >> ($0 * 8)) } }
  }
}
