import ArrayStore
import ArrayViews
import MappedFiles

/// What to do with some content, on whatever thread: its bytes, nil for zeros, and where they lie in
/// the `.npy` file.
typealias ContentConsumer =
  @Sendable (Span<UInt8>?, _ place: Range<Int>) throws(SystemCallError) -> Void

extension SnapshotReader {
  /// Decompresses all frames that hold any of a range, each checked, on several threads and in no
  /// order.
  ///
  /// - Parameters:
  ///   - range: bytes of the `.npy` file.
  ///   - threadCount: at most so many threads; as many as there are processors for nil.
  ///   - progress: called on this thread now and then.
  ///   - consume: takes what the range has of one frame, or of a piece of one.
  /// - Throws: ``FrameFailure``: of several frames that cannot be had, the first.
  func decode(
    _ range: Range<Int>, threadCount: Int?, _ progress: ((CopyProgress) -> Void)?,
    to consume: ContentConsumer
  ) throws(FrameFailure) {
    guard case .frames(let frames, _) = index else {
      return try decodeStream(range, progress, to: consume)
    }
    let numbers = numbers(of: frames, holding: range)
    let failure = FirstFailure()
    // One round of threads for all: those that live long are spread over the processors.
    ParallelWork.forEach(
      pieceCount: numbers.count, threadCount: threadCount,
      progress: { doneCount in
        let done = frames[numbers.lowerBound + doneCount - 1].contentRange.upperBound
        progress?(
          CopyProgress(
            doneBytes: min(done, range.upperBound) - range.lowerBound, totalBytes: range.count))
      }
    ) { piece in
      let number = numbers.lowerBound + piece
      failure.attempt(number) { () throws(FrameFailure) in
        try self.decode(frames[number], number, range, to: consume)
      }
    }
    if let failure = failure.first { throw failure }
  }

  /// Decompresses and checks everything from the start on, on this thread.
  ///
  /// - Throws: ``FrameFailure``; some content may have been given by then.
  func decodeInOrder(
    _ progress: ((CopyProgress) -> Void)?, to consume: (Span<UInt8>) -> Void
  ) throws(FrameFailure) {
    let total = layout.fileBytes
    guard case .frames(let frames, _) = index else {
      return try decodeStream(0..<total, progress) { content, _ in consume(content) }
    }
    for (number, frame) in frames.enumerated() where frame.contentBytes > 0 {
      try decoders.withDecoder(for: file) { decoder throws(FrameFailure) in
        try decoder.withContent(of: frame, number: number, in: file) { content in
          if let content { return consume(content) }
          Zeros.inPieces(frame.contentBytes) { zeros, _ in consume(zeros) }
        }
      }
      progress?(CopyProgress(doneBytes: frame.contentRange.upperBound, totalBytes: total))
    }
  }

  /// Which frames hold any of a range, and those without content between them.
  func numbers(of frames: [SnapshotFrame], holding range: Range<Int>) -> Range<Int> {
    if range.isEmpty { return 0..<0 }
    let first = frames.partition { $0.contentRange.upperBound > range.lowerBound }
    let end = frames.partition { $0.contentOffset >= range.upperBound }
    return first..<max(first, end)
  }

  private func decode(
    _ frame: SnapshotFrame, _ number: Int, _ range: Range<Int>, to consume: ContentConsumer
  ) throws(FrameFailure) {
    if frame.contentBytes == 0 { return }
    let part = range.clamped(to: frame.contentRange)
    let start = part.lowerBound - frame.contentOffset
    try decoders.withDecoder(for: file) { decoder throws(FrameFailure) in
      try decoder.withContent(of: frame, number: number, in: file) {
        content throws(FrameFailure) in
        do throws(SystemCallError) {
          try consume(content?.extracting(start..<start + part.count), part)
        } catch {
          throw .destination(error)
        }
      }
    }
  }

  /// The same from the start on, by this thread.
  private func decodeStream(
    _ range: Range<Int>, _ progress: ((CopyProgress) -> Void)?,
    to consume: (Span<UInt8>, _ place: Range<Int>) throws(SystemCallError) -> Void
  ) throws(FrameFailure) {
    var stream: StreamDecoder
    do {
      stream = try StreamDecoder(file)
    } catch {
      throw .snapshot(error)
    }
    var buffer = FrameBuffer(capacity: 1 << 20)
    let isWhole = range.upperBound == layout.fileBytes
    var offset = 0
    while offset < range.upperBound || isWhole {
      let count: Int
      do {
        count = try stream.fill(&buffer, 0..<buffer.capacity)
      } catch {
        throw .snapshot(error)
      }
      if count == 0 { break }
      guard count <= layout.fileBytes - offset else {
        throw .snapshot(
          .wrongLength(path, needed: layout.fileBytes, found: offset + count))
      }
      let part = range.clamped(to: offset..<offset + count)
      if !part.isEmpty {
        let place = part.lowerBound - offset..<part.upperBound - offset
        do {
          try consume(buffer.bytes(place), part)
        } catch {
          throw .destination(error)
        }
        progress?(
          CopyProgress(
            doneBytes: part.upperBound - range.lowerBound, totalBytes: range.count))
      }
      offset += count
    }
    guard offset >= range.upperBound else {
      throw .snapshot(.wrongLength(path, needed: layout.fileBytes, found: offset))
    }
    do {
      try stream.finishFrame()
    } catch {
      throw .snapshot(error)
    }
  }
}

extension [SnapshotFrame] {
  /// The first index for which a condition holds that holds for all later ones, too.
  fileprivate func partition(_ condition: (SnapshotFrame) -> Bool) -> Int {
    var (lower, upper) = (0, count)
    while lower < upper {
      let middle = lower + (upper - lower) / 2
      if condition(self[middle]) { upper = middle } else { lower = middle + 1 }
    }
    return lower
  }
}
