import NPYFormat

/// Reads elements in C order of their axes as spans in this machine's byte order.
@safe
struct ElementReader<Element: ArrayElement>: @unchecked Sendable {
  // Sendable: it only reads, and lives no longer than the call that made it of a view.
  private let base: UnsafeRawPointer
  private let axes: Axes
  private let moving: ElementMoving
  /// Units that are turned round one by one in an element: 2 in a complex number.
  private let unitsPerElement: Int
  /// So many elements follow each other in memory, at any multiple of that number; spans are lent
  /// from there when there are many.
  let runLength: Int
  private let scratchCount = 4096

  /// Reads a view's elements in the C order of its own axes, or of others that cover the same ones
  /// from an offset on.
  init(_ view: borrowing ArrayView<Element>, _ axes: Axes, offset: Int = 0) {
    let isByteSwapped = view.isByteSwapped
    unsafe base = unsafe view.base + offset
    let axes = axes.merged
    self.axes = axes
    let size = MemoryLayout<Element.Bits>.size
    let isComplex = if case .complex = Element.dtype { true } else { false }
    unitsPerElement = isComplex && isByteSwapped ? 2 : 1
    moving = ElementMoving(itemSize: size / unitsPerElement, isSwapping: isByteSwapped)
    var runLength = 1
    let alignment = MemoryLayout<Element.Bits>.alignment
    if !isByteSwapped, view.hasWholeStrides, unsafe Int(bitPattern: base) % alignment == 0,
      axes.allSatisfy({ $0.extent < 2 || $0.stride % alignment == 0 })
    {
      for axis in axes.reversed() where axis.extent > 1 {
        if axis.stride != runLength * MemoryLayout<Element.Bits>.stride { break }
        runLength *= axis.extent
      }
    }
    self.runLength = runLength
  }

  /// Calls a closure with the elements of a range of places, some thousands at a time, and with the
  /// place of the first of them.
  ///
  /// Spans that are lent from memory have at most `longest` elements.
  func forEachSpan(
    in range: Range<Int>, longest: Int = 1 << 16, _ body: (Int, Span<Element.Bits>) -> Void
  ) {
    if runLength >= 64 {
      var place = range.lowerBound
      while place < range.upperBound {
        let runEnd = min(range.upperBound, place - place % runLength + runLength)
        let end = runEnd - place > longest ? place + longest : runEnd
        let start = unsafe (base + axes.offset(of: axes.indices(at: place)))
          .assumingMemoryBound(to: Element.Bits.self)
        body(place, unsafe Span(_unsafeStart: start, count: end - place))
        place = end
      }
      return
    }
    unsafe withUnsafeTemporaryAllocation(of: Element.Bits.self, capacity: scratchCount) {
      scratch in
      for place in stride(from: range.lowerBound, to: range.upperBound, by: scratchCount) {
        let count = min(scratchCount, range.upperBound - place)
        unsafe gather(place..<place + count, into: UnsafeMutableRawBufferPointer(scratch))
        body(place, unsafe Span(_unsafeElements: scratch).extracting(first: count))
      }
    }
  }

  /// Copies the elements of a range of places, one behind the other.
  private func gather(_ range: Range<Int>, into scratch: UnsafeMutableRawBufferPointer) {
    guard var to = scratch.baseAddress else { return }
    let size = MemoryLayout<Element.Bits>.stride
    let inner = axes.last ?? Axis(extent: 1, stride: size)
    var indices = axes.indices(at: range.lowerBound)
    var from = unsafe base + axes.offset(of: indices)
    var start = indices.last ?? 0
    var left = range.count
    while left > 0 {
      let count = min(left, inner.extent - start)
      for unit in 0..<unitsPerElement {
        let shift = unit * moving.itemSize
        unsafe moving.move(
          count, to: to + shift, step: size, from: from + shift, step: inner.stride)
      }
      unsafe to += count * size
      unsafe from -= start * inner.stride
      (start, left) = (0, left - count)
      // On to the next place of the axes before, the last of them running fastest.
      for axis in (0..<max(axes.count - 1, 0)).reversed() {
        unsafe from += axes[axis].stride
        indices[axis] += 1
        if indices[axis] < axes[axis].extent { break }
        unsafe from -= indices[axis] * axes[axis].stride
        indices[axis] = 0
      }
    }
  }
}

extension Axes {
  /// The same elements in the same order with fewer axes: without those of one place, and with one
  /// for two where the outer one goes on where the inner one ends.
  fileprivate var merged: Axes {
    // Without elements the other extents and strides can be of any size.
    if elementCount == 0 { return self }
    var result: [Axis] = []
    for axis in self where axis.extent != 1 {
      if let last = result.last, last.stride == axis.extent * axis.stride {
        result[result.count - 1] = Axis(extent: last.extent * axis.extent, stride: axis.stride)
      } else {
        result.append(axis)
      }
    }
    return Axes(result)
  }
}
