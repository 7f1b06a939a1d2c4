extension ArrayLayout {
  /// The number of rows; 1 for a single element.
  ///
  /// A row is one index of the outermost axis, which is the first in C order and the last in Fortran
  /// order, so that its elements lie together.
  package var rowCount: Int { (isFortranOrder ? shape.last : shape.first) ?? 1 }

  /// Whether some rows can be had by themselves.
  func hasRows(_ rows: Range<Int>) -> Bool {
    // The one row of an array without dimensions cannot be left out of a view.
    if shape.isEmpty && rows.isEmpty { return false }
    return rows.lowerBound >= 0 && rows.upperBound <= rowCount
  }

  /// Where some rows lie, in bytes from the start of the file; header and elements for nil.
  ///
  /// - Precondition: the rows are rows of the array.
  package func fileRange(ofRows rows: Range<Int>?) -> Range<Int> {
    guard let rows else { return 0..<fileBytes }
    precondition(
      rows.lowerBound >= 0 && rows.upperBound <= rowCount,
      "rows \(rows.lowerBound)..<\(rows.upperBound) reach beyond the array's \(rowCount) rows")
    let rowBytes = rowCount == 0 ? 0 : dataBytes / rowCount
    return dataOffset + rows.lowerBound * rowBytes..<dataOffset + rows.upperBound * rowBytes
  }
}
