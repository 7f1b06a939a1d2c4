import Synchronization

extension ArrayView {
  /// Folds all elements, in pieces of memory order, on all cores.
  ///
  /// - Parameters:
  ///   - initial: what each piece begins with.
  ///   - fold: takes the next elements of a piece into its result: some thousands, in this machine's
  ///     byte order, lent straight from memory where they lie there so.
  ///   - combine: takes a piece's result into that of the pieces before it, in order.
  /// - Returns: the combined result; the same whatever the number of cores.
  /// - Complexity: O(elements), one pass over the memory.
  public func fold<Result: Sendable>(
    _ initial: Result, _ fold: @Sendable (inout Result, Span<Element.Bits>) -> Void,
    combine: (inout Result, Result) -> Void
  ) -> Result {
    let (offset, ordered) = axes.inMemoryOrder
    let reader = ElementReader(self, ordered, offset: offset)
    let pieces = Pieces(elementCount: count, itemSize: MemoryLayout<Element.Bits>.size)
    let results = Mutex([Result?](repeating: nil, count: pieces.count))
    ParallelWork.forEach(pieceCount: pieces.count) { piece in
      var result = initial
      reader.forEachSpan(in: pieces[piece]) { _, elements in fold(&result, elements) }
      let folded = result
      results.withLock { $0[piece] = folded }
    }
    var result = initial
    results.withLock { for case let piece? in $0 { combine(&result, piece) } }
    return result
  }

  /// Folds the elements of two views of the same shape side by side, on all cores.
  ///
  /// - Parameters:
  ///   - other: the other view.
  ///   - initial: what each piece begins with.
  ///   - fold: takes elements of the same places into a piece's result: the place of the first one
  ///     in C order, this view's elements, the other's.
  ///   - combine: takes a piece's result into that of the pieces before it, in order.
  /// - Returns: the combined result.
  /// - Precondition: both have the same shape.
  /// - Complexity: O(elements), one pass over both.
  public func fold<Other: ArrayElement, Result: Sendable>(
    with other: borrowing ArrayView<Other>, _ initial: Result,
    _ fold: @Sendable (inout Result, Int, Span<Element.Bits>, Span<Other.Bits>) -> Void,
    combine: (inout Result, Result) -> Void
  ) -> Result {
    let (shape, otherShape) = (shape, other.axes.shape)
    if shape != otherShape { fatalError("views of shapes \(shape) and \(otherShape)") }
    let reader = ElementReader(self, axes)
    let otherReader = ElementReader(other, other.axes)
    let pieces = Pieces(elementCount: count, itemSize: MemoryLayout<Element.Bits>.size)
    let results = Mutex([Result?](repeating: nil, count: pieces.count))
    ParallelWork.forEach(pieceCount: pieces.count) { piece in
      var result = initial
      reader.forEachSpan(in: pieces[piece]) { place, elements in
        var done = 0
        otherReader.forEachSpan(in: place..<place + elements.count) { otherPlace, others in
          fold(
            &result, otherPlace, elements.extracting(done..<done + others.count), others)
          done += others.count
        }
      }
      let folded = result
      results.withLock { $0[piece] = folded }
    }
    var result = initial
    results.withLock { for case let piece? in $0 { combine(&result, piece) } }
    return result
  }
}

/// The pieces of a fold: ranges of places, fewer and longer for more elements.
private struct Pieces: Sendable {
  let elementCount: Int
  let length: Int

  init(elementCount: Int, itemSize: Int) {
    self.elementCount = elementCount
    // At least two mebibytes, so that starting a thread pays; at most 64 results to combine.
    length = max((elementCount + 63) / 64, (2 << 20) / max(itemSize, 1), 1)
  }

  var count: Int { (elementCount + length - 1) / length }

  subscript(piece: Int) -> Range<Int> {
    piece * length..<min((piece + 1) * length, elementCount)
  }
}
