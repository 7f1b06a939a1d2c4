/// A row that shows when it is not whole: who wrote it, its number among that writer's rows, a
/// checksum, and a pattern made of the first two.
enum CampaignRow {
  static let columns = 32

  /// What a writer's row of a number is.
  static func elements(_ writer: UInt64, _ sequence: UInt64) -> [UInt64] {
    var row = [UInt64](repeating: 0, count: columns)
    row[0] = writer
    row[1] = sequence
    var checksum = writer ^ sequence
    for column in 3..<columns {
      row[column] =
        writer &* 0x9E37_79B9_7F4A_7C15 &+ sequence &* 0xBF58_476D_1CE4_E5B9
        &+ UInt64(column) &* 0x94D0_49BB_1331_11EB
      checksum ^= row[column]
    }
    row[2] = checksum
    return row
  }

  /// Checks the row that begins at a place.
  static func check(_ elements: Span<UInt64>, at start: Int) throws {
    let expected = Self.elements(elements[start], elements[start + 1])
    for column in 0..<columns where elements[start + column] != expected[column] {
      throw TornRow(
        row: start / columns, column: column, found: elements[start + column],
        expected: expected[column])
    }
  }
}

/// A row that is not whole.
struct TornRow: Error, CustomStringConvertible {
  let row: Int
  let column: Int
  let found: UInt64
  let expected: UInt64

  var description: String {
    "row \(row) is torn: column \(column) is \(found), and \(expected) by its first columns"
  }
}

/// Rows of one writer that do not follow each other.
struct WrongSequence: Error, CustomStringConvertible {
  let row: Int
  let writer: UInt64
  let found: UInt64
  let expected: UInt64

  var description: String {
    "row \(row) is number \(found) of writer \(writer), after \(expected) others of its own"
  }
}
