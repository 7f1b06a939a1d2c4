import ArrayStore
public import ArrayViews
import NPYFormat

extension SnapshotReader {
  /// Lends some rows as elements of a Swift type, decompressing only the frames that hold them.
  ///
  /// A row is one index of the outermost axis: the first in C order, the last in Fortran order.
  ///
  /// - Parameters:
  ///   - rows: which; all of them for nil.
  ///   - type: the Swift type of the elements.
  ///   - body: what to do with the view, which is there only during the call.
  /// - Returns: what `body` returns.
  /// - Throws: ``SnapshotError`` `.rowsOutOfRange`, `.noMemory`, `.damagedFrame` and others of reading;
  ///   `ArrayViewError` when the array holds other elements; what `body` throws.
  /// - Complexity: memory for the rows and a few frames.
  public func withRows<Element: ArrayElement, Result>(
    _ rows: Range<Int>? = nil, as type: Element.Type = Element.self,
    _ body: (borrowing ArrayView<Element>) throws -> Result
  ) throws -> Result {
    let layout = try layout(ofRows: rows)
    let buffer = try read(try contentRange(ofRows: rows))
    return try body(try ArrayView(buffer.bytes(0..<buffer.capacity), layout))
  }

  /// Lends some rows, whatever their dtype.
  ///
  /// - Throws: ``SnapshotError``; what `body` throws.
  /// - Complexity: memory for the rows and a few frames.
  public func withRows<Result>(
    _ rows: Range<Int>? = nil, _ body: (borrowing DynamicArrayView) throws -> Result
  ) throws -> Result {
    let layout = try layout(ofRows: rows)
    let buffer = try read(try contentRange(ofRows: rows))
    return try body(try DynamicArrayView(buffer.bytes(0..<buffer.capacity), layout))
  }

  /// Lends the bytes of some rows.
  ///
  /// - Throws: ``SnapshotError``; what `body` throws.
  /// - Complexity: memory for the rows and a few frames.
  package func withRowBytes<Result>(
    _ rows: Range<Int>?, _ body: (Span<UInt8>) throws -> Result
  ) throws -> Result {
    let buffer = try read(try contentRange(ofRows: rows))
    return try body(buffer.bytes(0..<buffer.capacity))
  }

  /// The shape that some rows have.
  ///
  /// - Throws: ``SnapshotError`` `.rowsOutOfRange`.
  public func shape(ofRows rows: Range<Int>?) throws(SnapshotError) -> [Int] {
    _ = try contentRange(ofRows: rows)
    var shape = layout.shape
    guard let rows, !shape.isEmpty else { return shape }
    shape[layout.isFortranOrder ? shape.count - 1 : 0] = rows.count
    return shape
  }

  /// Where the elements of some rows lie in the `.npy` file.
  ///
  /// - Throws: ``SnapshotError`` `.rowsOutOfRange`.
  func contentRange(ofRows rows: Range<Int>?) throws(SnapshotError) -> Range<Int> {
    guard let rows else { return layout.dataOffset..<layout.fileBytes }
    guard rows.lowerBound >= 0, rows.upperBound <= layout.rowCount,
      !layout.shape.isEmpty || rows.count == 1
    else { throw .rowsOutOfRange(path, rows: rows, rowCount: layout.rowCount) }
    return layout.fileRange(ofRows: rows)
  }

  private func layout(ofRows rows: Range<Int>?) throws(SnapshotError) -> StridedLayout {
    StridedLayout(
      dtype: layout.dtype, shape: try shape(ofRows: rows), isFortranOrder: layout.isFortranOrder)
  }

  /// Reads a part of the `.npy` file.
  private func read(_ range: Range<Int>) throws(SnapshotError) -> FrameBuffer {
    guard case .frames(let frames, _) = index else {
      var result = try FrameBuffer(of: path, capacity: range.count)
      var stream = try StreamDecoder(file)
      try stream.skip(range.lowerBound)
      let count = try stream.fill(&result, 0..<range.count)
      guard count == range.count else {
        throw .wrongLength(
          path, needed: layout.fileBytes, found: range.lowerBound + count)
      }
      try stream.finishFrame()
      return result
    }
    let result = try FrameBuffer(of: path, capacity: range.count)
    let numbers = numbers(of: frames, holding: range)
    let failure = FirstFailure()
    ParallelWork.forEach(pieceCount: numbers.count) { piece in
      let number = numbers.lowerBound + piece
      failure.attempt(number) { () throws(FrameFailure) in
        try self.read(frames[number], number, of: range, into: result)
      }
    }
    if let failure = failure.first { throw failure.snapshotError(reading: path) }
    return result
  }

  /// Reads what a part has of one frame; another thread may read another frame.
  private func read(
    _ frame: SnapshotFrame, _ number: Int, of range: Range<Int>,
    into result: borrowing FrameBuffer
  ) throws(FrameFailure) {
    let part = range.clamped(to: frame.contentRange)
    if part.isEmpty { return }
    let place = part.lowerBound - range.lowerBound
    // Of a frame that is used only in part, the rest may be asked for next.
    if part == frame.contentRange, !cache.hasContent(of: number) {
      return try result.withBytesApart(place..<place + part.count) {
        content throws(FrameFailure) in
        if try !decode(frame, number, into: &content) { content.update(repeating: 0) }
      }
    }
    guard let content = try content(of: frame, number) else {
      return result.withBytesApart(place..<place + part.count) { $0.update(repeating: 0) }
    }
    let start = part.lowerBound - frame.contentOffset
    content.withBytes(start..<start + part.count) { bytes in
      result.storeApart(bytes, at: place)
    }
  }

  /// The content of a frame, from the cache if it is there; nil for zeros, which are not made.
  private func content(
    of frame: SnapshotFrame, _ number: Int
  ) throws(FrameFailure) -> FrameCache.Content? {
    if let content = cache.content(of: number) { return content }
    let buffer = FrameBuffer(capacity: frame.contentBytes)
    let isStored = try buffer.withBytesApart(0..<frame.contentBytes) {
      content throws(FrameFailure) in try decode(frame, number, into: &content)
    }
    guard isStored else { return nil }
    let content = FrameCache.Content(number: number, buffer)
    cache.keep(content)
    return content
  }

  /// Decompresses a frame to where its content is wanted, checked.
  ///
  /// - Returns: false where the content is zeros, which are not stored.
  func decode(
    _ frame: SnapshotFrame, _ number: Int, into content: inout MutableSpan<UInt8>
  ) throws(FrameFailure) -> Bool {
    try decoders.withDecoder(for: file) { decoder throws(FrameFailure) in
      try decoder.decode(frame, number: number, in: file, into: &content)
    }
  }
}
