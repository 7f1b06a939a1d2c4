/// Copying elements from one arrangement in memory to another of the same shape.
struct StridedCopy {
  /// An axis of both.
  struct PairedAxis {
    let extent: Int
    let source: Int
    let destination: Int
  }

  let moving: ElementMoving
  /// The axes that are walked, that with the greatest stride in the destination first.
  private let outer: [PairedAxis]
  /// The axis that is contiguous in the source, when that is not ``inner``: both are cut into tiles.
  private let tile: PairedAxis?
  /// The axis with the smallest stride in the destination.
  private let inner: PairedAxis

  /// Plans a copy.
  ///
  /// - Precondition: both have the same shape.
  init(_ moving: ElementMoving, from source: Axes, to destination: Axes) {
    var pairs = zip(source, destination).map {
      PairedAxis(extent: $0.extent, source: $0.stride, destination: $1.stride)
    }.filter { $0.extent != 1 }
    pairs.sort { abs($0.destination) > abs($1.destination) }
    var merged: [PairedAxis] = []
    for axis in pairs.reversed() {
      if let last = merged.last, axis.source == last.extent * last.source,
        axis.destination == last.extent * last.destination
      {
        merged[merged.count - 1] = PairedAxis(
          extent: last.extent * axis.extent, source: last.source, destination: last.destination)
      } else {
        merged.append(axis)
      }
    }
    let size = moving.itemSize
    let inner = merged.first ?? PairedAxis(extent: 1, source: size, destination: size)
    var outer = Array(merged.dropFirst().reversed())
    var tile: PairedAxis?
    if moving.hasTiles, inner.source != size, inner.destination == size, inner.extent >= 8,
      let index = outer.firstIndex(where: { $0.source == size && $0.extent >= 8 })
    {
      tile = outer.remove(at: index)
    }
    (self.moving, self.outer, self.tile, self.inner) = (moving, outer, tile, inner)
  }

  /// Copies everything, on several threads when it is large.
  func run(from source: UnsafeRawPointer, to destination: UnsafeMutableRawPointer) {
    let outerCount = outer.contains { $0.extent == 0 } ? 0 : outer.reduce(1) { $0 * $1.extent }
    // Work is cut into pieces of about a mebibyte; a long run without outer axes, into parts.
    let side = moving.tileSide
    let along = tile ?? inner
    let unitBytes = (tile == nil ? 1 : inner.extent) * moving.itemSize
    let grain = tile == nil ? 1 : side
    let partLength = max(grain, (1 << 20) / max(unitBytes, 1) / grain * grain)
    let partCount = (along.extent + partLength - 1) / partLength
    let unitCount = outerCount * partCount
    let groupSize = max(1, (1 << 20) / max(1, min(along.extent, partLength) * unitBytes))
    let pieceCount = (unitCount + groupSize - 1) / groupSize
    nonisolated(unsafe) let (source, destination) = unsafe (source, destination)
    ParallelWork.forEach(
      pieceCount: pieceCount, threadCount: pieceCount < 8 ? 1 : nil
    ) { piece in
      for unit in piece * groupSize..<min((piece + 1) * groupSize, unitCount) {
        let start = unit % partCount * partLength
        let offsets = offsets(ofOuter: unit / partCount)
        unsafe copy(
          start..<min(start + partLength, along.extent), from: source + offsets.source,
          to: destination + offsets.destination)
      }
    }
  }

  /// Copies a part of the tiled axis, or without one of the inner axis.
  private func copy(
    _ part: Range<Int>, from source: UnsafeRawPointer, to destination: UnsafeMutableRawPointer
  ) {
    guard let tile else {
      unsafe moving.move(
        part.count, to: destination + part.lowerBound * inner.destination,
        step: inner.destination, from: source + part.lowerBound * inner.source,
        step: inner.source)
      return
    }
    let (side, size) = (moving.tileSide, moving.itemSize)
    unsafe withUnsafeTemporaryAllocation(byteCount: side * (side + 1) * size, alignment: 64) {
      buffer in
      guard let buffer = buffer.baseAddress else { return }
      for column in stride(from: part.lowerBound, to: part.upperBound, by: side) {
        for row in stride(from: 0, to: inner.extent, by: side) {
          unsafe moving.moveTile(
            rows: min(side, inner.extent - row), columns: min(side, part.upperBound - column),
            to: destination + column * tile.destination + row * size,
            columnStep: tile.destination,
            from: source + row * inner.source + column * size, rowStep: inner.source,
            buffer: buffer)
        }
      }
    }
  }

  private func offsets(ofOuter index: Int) -> (source: Int, destination: Int) {
    var rest = index
    var offsets = (source: 0, destination: 0)
    for axis in outer.reversed() {
      let place = rest % axis.extent
      rest /= axis.extent
      offsets.source += place * axis.source
      offsets.destination += place * axis.destination
    }
    return offsets
  }
}
