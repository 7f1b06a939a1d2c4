import Glibc

extension ArrayView where Element: PlainElement {
  /// Adds up along an axis, on all cores, and lists the totals in C order of the other axes.
  ///
  /// All bytes of a total of 0 must be 0.
  @usableFromInline
  func totals<Total: AdditiveArithmetic & BitwiseCopyable & Sendable>(
    along axis: Int, _ summation: AxisSummation<Element, Total>
  ) -> [Total] {
    guard axes.indices.contains(axis) else {
      fatalError("axis \(axis) of an array of \(axes.count) dimensions")
    }
    let others = Axes(axes.indices.filter { $0 != axis }.map { axes[$0] })
    if count == 0 { return Array(repeating: .zero, count: others.elementCount) }
    // In the order of memory each element is met once, and what is near is met soon.
    let order = others.indices.sorted { abs(others[$0].stride) > abs(others[$1].stride) }
    let outer = order.filter { abs(others[$0].stride) > abs(axes[axis].stride) }.map { others[$0] }
    let inner = order.dropFirst(outer.count).map { others[$0] }
    let pieces = AxisPieces(
      blocks: Axes(outer).elementCount, rows: axes[axis].extent,
      columns: Axes(inner).elementCount)
    let reader = ElementReader(self, Axes(outer + [axes[axis]] + inner))

    let (parts, totalCount) = (pieces.parts, others.elementCount)
    var totals = unsafe [Total](unsafeUninitializedCapacity: parts * totalCount) {
      buffer, initializedCount in
      // No two pieces have a total in common.
      nonisolated(unsafe) let buffer = unsafe buffer
      ParallelWork.forEach(pieceCount: pieces.count) { piece in
        unsafe reader.addUp(pieces, piece, to: buffer, summation)
      }
      initializedCount = parts * totalCount
    }
    for part in 1..<parts {
      let added = Array(totals[part * totalCount..<(part + 1) * totalCount])
      var span = totals.mutableSpan
      var first = span._mutatingExtracting(first: totalCount)
      summation.addTotals(added.span, &first)
    }
    let isOrdered = order == Array(others.indices)
    return parts == 1 && isOrdered ? totals : Self.reordered(totals, others.shape, order)
  }

  /// Elements whose axes lie in an order, in C order of the shape.
  private static func reordered<Total: BitwiseCopyable>(
    _ totals: [Total], _ shape: [Int], _ order: [Int]
  ) -> [Total] {
    let size = MemoryLayout<Total>.stride
    let ordered = Axes(shape: order.map { shape[$0] }, itemSize: size)
    var source = [Axis](repeating: Axis(extent: 0, stride: 0), count: shape.count)
    for (place, axis) in order.enumerated() { source[axis] = ordered[place] }
    let target = Axes(shape: shape, itemSize: size)
    let copy = StridedCopy(
      ElementMoving(itemSize: size, isSwapping: false), from: Axes(source), to: target)
    return unsafe [Total](unsafeUninitializedCapacity: target.elementCount) {
      buffer, initializedCount in
      unsafe totals.withUnsafeBytes { bytes in
        if let from = bytes.baseAddress, let to = buffer.baseAddress {
          unsafe copy.run(from: from, to: to)
        }
      }
      initializedCount = target.elementCount
    }
  }
}

extension ElementReader where Element: PlainElement {
  /// Adds up a piece; the axes are in the order of blocks, rows and columns.
  fileprivate func addUp<Total: BitwiseCopyable>(
    _ pieces: AxisPieces, _ piece: Int, to totals: UnsafeMutableBufferPointer<Total>,
    _ summation: AxisSummation<Element, Total>
  ) {
    let (part, blocks, rows, columns) = pieces[piece]
    let start = (part * pieces.blocks + blocks.lowerBound) * pieces.columns + columns.lowerBound
    let mine = unsafe UnsafeMutableBufferPointer(
      rebasing: totals[start..<start + blocks.count * columns.count])
    if let bytes = mine.baseAddress {
      unsafe memset(bytes, 0, mine.count * MemoryLayout<Total>.stride)
    }
    let first = (blocks.lowerBound * pieces.rows + rows.lowerBound) * pieces.columns
    if columns.count == pieces.columns {
      let range = first..<first + blocks.count * rows.count * columns.count
      forEachSpan(in: range, longest: .max) { place, elements in
        var totals = unsafe mine.mutableSpan
        summation.addBlocks(elements, place - first, rows.count, columns.count, &totals)
      }
      return
    }
    // Where rows follow each other without a gap, one span reaches from the first to the last.
    let rowsPerSpan = runLength >= pieces.rows * pieces.columns ? rows.count : 1
    for row in stride(from: 0, to: rows.count, by: rowsPerSpan) {
      let start = first + row * pieces.columns + columns.lowerBound
      let end = start + (rowsPerSpan - 1) * pieces.columns + columns.count
      forEachSpan(in: start..<end, longest: .max) { place, elements in
        var totals = unsafe mine.mutableSpan
        let end = min(place - start + elements.count, columns.count)
        var some = totals._mutatingExtracting(place - start..<end)
        summation.addRows(elements, pieces.columns, &some)
      }
    }
  }
}
