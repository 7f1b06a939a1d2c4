import NPYShare

/// Follows an array that others append to, and checks that each sight of it is a prefix of the next:
/// whole rows, and each writer's in turn.
struct CampaignReader {
  private let array: SharedArray
  private let rows: Int
  private var counts: [UInt64]
  private var seen = 0

  init(_ location: ArrayLocation, writers: Int, rows: Int) throws {
    array = try SharedArray.attach(location)
    counts = [UInt64](repeating: 0, count: writers)
    self.rows = rows
  }

  /// Goes on until all rows are there, and prints how often it looked and how often it saw more.
  mutating func run() throws {
    var refreshes = 0
    var growths = 0
    try checkNewRows()
    while seen < rows {
      refreshes += 1
      if try array.refresh() {
        growths += 1
        try checkNewRows()
      }
    }
    print("refreshes \(refreshes) growths \(growths)")
  }

  private mutating func checkNewRows() throws {
    (counts, seen) = try array.withUnleasedView(as: UInt64.self) { [counts, seen] view in
      var counts = counts
      for row in seen..<view.shape[0] {
        try CampaignRow.check(view.elements, at: row * CampaignRow.columns)
        let writer = Int(view[row, 0])
        guard view[row, 1] == counts[writer] else {
          throw WrongSequence(
            row: row, writer: view[row, 0], found: view[row, 1], expected: counts[writer])
        }
        counts[writer] += 1
      }
      return (counts, view.shape[0])
    }
  }
}
