// Sums along an axis. In the order of memory there are blocks of rows, and the rows of each block
// are added up to its totals, one for each column.

extension Summation {
  /// Adds elements of blocks to the totals of their columns.
  ///
  /// - Parameters:
  ///   - elements: elements that follow each other in C order.
  ///   - place: the place of the first one in C order, from the first of the first block.
  ///   - rows: the rows of a block.
  ///   - columns: the columns of a block.
  ///   - totals: the totals of all blocks.
  @inlinable
  static func add(
    _ elements: Span<Element>, at place: Int, rows: Int, columns: Int,
    to totals: inout MutableSpan<Total>
  ) {
    let row = place / columns
    var (first, column, rowsLeft) = (row / rows * columns, place % columns, rows - row % rows)
    var rest = elements
    while rest.count > 0 {
      let count: Int
      if columns == 1, rowsLeft == rows, rest.count >= rows {
        let blocks = rest.count / rows
        count = blocks * rows
        var part = totals._mutatingExtracting(first..<first + blocks)
        add(rest.extracting(first: count), runsOf: rows, to: &part)
        first += blocks
      } else if columns == 1 {
        count = min(rest.count, rowsLeft)
        totals[first] = sum(totals[first], sum(rest.extracting(first: count)))
        rowsLeft -= count
      } else if column == 0, rest.count >= columns {
        let rowCount = min(rest.count / columns, rowsLeft)
        count = rowCount * columns
        var block = totals._mutatingExtracting(first..<first + columns)
        add(rest.extracting(first: count), pitch: columns, toColumns: &block)
        rowsLeft -= rowCount
      } else {
        count = min(rest.count, columns - column)
        var part = totals._mutatingExtracting(first + column..<first + column + count)
        add(rest.extracting(first: count), pitch: count, toColumns: &part)
        column += count
        if column == columns { (column, rowsLeft) = (0, rowsLeft - 1) }
      }
      if rowsLeft == 0 { (first, rowsLeft) = (first + columns, rows) }
      rest = rest.extracting(droppingFirst: count)
    }
  }

  /// Adds the sum of each run to a total.
  @inlinable
  static func add(
    _ elements: Span<Element>, runsOf length: Int, to totals: inout MutableSpan<Total>
  ) {
    func run(_ index: Int) -> Range<Int> { index * length..<(index + 1) * length }
    let fours = length < 16 ? 0 : totals.count & ~3
    for index in stride(from: 0, to: fours, by: 4) {
      let sums = sums(
        (
          elements.extracting(run(index)), elements.extracting(run(index + 1)),
          elements.extracting(run(index + 2)), elements.extracting(run(index + 3))
        ))
      for lane in 0..<4 { totals[index + lane] = sum(totals[index + lane], sums[lane]) }
    }
    for index in fours..<totals.count {
      let run = elements.extracting(run(index))
      var total = totals[index]
      if length < 16 {
        for place in 0..<length { total = sum(total, Self.total(of: run[place])) }
      } else {
        total = sum(total, sum(run))
      }
      totals[index] = total
    }
  }

  /// Adds rows to the totals of their columns, four rows at a time.
  ///
  /// - Parameters:
  ///   - elements: from the first element of the first row to the last one of the last row.
  ///   - pitch: from one row to the next, in elements.
  ///   - totals: the totals of as many columns as are to be added up.
  @inlinable
  static func add(
    _ elements: Span<Element>, pitch: Int, toColumns totals: inout MutableSpan<Total>
  ) {
    let columns = totals.count
    let rows = (elements.count - columns) / pitch + 1
    for row in stride(from: 0, to: rows & ~3, by: 4) {
      let start = row * pitch
      let row0 = elements.extracting(start..<start + columns)
      let row1 = elements.extracting(start + pitch..<start + pitch + columns)
      let row2 = elements.extracting(start + 2 * pitch..<start + 2 * pitch + columns)
      let row3 = elements.extracting(start + 3 * pitch..<start + 3 * pitch + columns)
      for column in 0..<columns {
        let early = sum(total(of: row0[column]), total(of: row1[column]))
        let late = sum(total(of: row2[column]), total(of: row3[column]))
        totals[column] = sum(totals[column], sum(early, late))
      }
    }
    for row in rows & ~3..<rows {
      let row = elements.extracting(row * pitch..<row * pitch + columns)
      for column in 0..<columns {
        totals[column] = sum(totals[column], total(of: row[column]))
      }
    }
  }

  /// Adds totals to those of the same columns.
  @inlinable
  static func add(_ others: Span<Total>, to totals: inout MutableSpan<Total>) {
    for column in 0..<min(others.count, totals.count) {
      totals[column] = sum(totals[column], others[column])
    }
  }
}
