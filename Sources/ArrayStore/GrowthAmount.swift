import NPYFormat

/// By how much an array is to become longer.
enum GrowthAmount {
  /// To an extent of the outermost axis.
  case extent(Int)
  /// By so many rows: steps along the outermost axis.
  case rows(Int)
  /// By the rows that so many elements are.
  case elements(Int)
  /// By the rows that so many bytes are.
  case bytes(Int)

  /// The new extent of the outermost axis.
  ///
  /// - Throws: ``ArrayStoreError`` `.notWholeRows`, `.notGrowable`.
  func extent(
    after header: NPYHeader, isFortranOrder: Bool, _ location: ArrayLocation
  ) throws(ArrayStoreError) -> Int {
    let shape = header.shape
    guard let present = isFortranOrder ? shape.last : shape.first else {
      throw .notGrowable(location, .header(.noAxis))
    }
    // Without bytes the elements of a row may be more than can be counted.
    let rowElements = (isFortranOrder ? shape.dropLast() : shape.dropFirst()).reduce(1) {
      let (product, overflow) = $0.multipliedReportingOverflow(by: $1)
      return overflow ? .max : product
    }
    let rows: Int
    switch self {
    case .extent(let extent): return extent
    case .rows(let count): rows = count
    case .elements(let count):
      rows = try Self.rows(of: rowElements, "elements", in: count, location)
    case .bytes(let count):
      rows = try Self.rows(of: rowElements * header.itemSize, "bytes", in: count, location)
    }
    let (extent, overflow) = present.addingReportingOverflow(rows)
    guard !overflow else {
      throw .notGrowable(
        location, .header(.impossible(.tooLarge(shape: shape, itemSize: header.itemSize))))
    }
    return extent
  }

  private static func rows(
    of row: Int, _ unit: String, in count: Int, _ location: ArrayLocation
  ) throws(ArrayStoreError) -> Int {
    if count == 0 { return 0 }
    guard row > 0, count.isMultiple(of: row) else {
      throw .notWholeRows(location, unit: unit, row: row, found: count)
    }
    return count / row
  }
}
