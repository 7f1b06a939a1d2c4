import ArrayStore
import MappedFiles

extension SnapshotWriter {
  /// Reads everything and writes one frame of it, from the start of the file on.
  mutating func writeSingleFrame(
    _ state: ArraySource.State
  ) throws(FrameFailure) -> SnapshotPass {
    let plan = FramePlan(state, options)
    var pass = SnapshotPass(state)
    var level = 1
    if case .zstd(let asked) = options.compression { level = asked }
    let contentBytes = state.header.count + plan.dataBytes
    var frame = try SingleFrame.begin(
      of: source, contentBytes: contentBytes, level: level, threadCount: threadCount)
    var input = FrameBuffer(capacity: max(plan.batchBytes, state.header.count))
    input.store(state.header.span, at: 0)
    try frame.append(
      input.bytes(0..<state.header.count), isLast: plan.dataBytes == 0, to: pending.file)
    for batch in 0..<plan.batchCount {
      let range = plan.range(ofBatch: batch)
      var span = input.mutableBytes(0..<range.count)
      do {
        try source.readAll(into: &span, at: range.lowerBound, state.layout)
      } catch {
        throw .snapshot(error)
      }
      for start in stride(from: 0, to: range.count, by: plan.frameBytes) {
        let piece = start..<min(start + plan.frameBytes, range.count)
        pass.checksums.append(ContentChecksum.of(input.bytes(piece)))
      }
      try frame.append(
        input.bytes(0..<range.count), isLast: batch == plan.batchCount - 1, to: pending.file)
      report(bytes: range.upperBound, of: plan.dataBytes)
    }
    pass.entries = [
      SeekTable.Entry(
        bytes: frame.writtenBytes, contentBytes: contentBytes,
        checksum: frame.checksum)
    ]
    finishPass(of: plan.dataBytes)
    return pass
  }
}

/// One frame that is written while it is made.
private struct SingleFrame: ~Copyable {
  private let compressor: ZstdCompressor
  private var output = FrameBuffer(capacity: 1 << 20)
  private(set) var writtenBytes = 0
  /// What the last bytes written were: in the end the checksum of the content.
  private(set) var checksum: UInt32 = 0

  private let name: String

  private init(_ compressor: consuming ZstdCompressor, _ name: String) {
    self.compressor = compressor
    self.name = name
  }

  static func begin(
    of source: ArraySource, contentBytes: Int, level: Int, threadCount: Int
  ) throws(FrameFailure) -> SingleFrame {
    do throws(ZstdError) {
      let compressor = try ZstdCompressor(
        level: level, totalBytes: contentBytes, threadCount: threadCount)
      try compressor.beginStream(contentBytes: contentBytes)
      return SingleFrame(compressor, source.name)
    } catch {
      throw .snapshot(.zstd(source.name, reason: error.description))
    }
  }

  /// Compresses content and writes what the frame has grown by.
  mutating func append(
    _ content: Span<UInt8>, isLast: Bool, to file: borrowing OwnedFile
  ) throws(FrameFailure) {
    var taken = 0
    while true {
      let step: (taken: Int, given: Int, isComplete: Bool)
      do {
        step = try compressor.stream(
          content.extracting(taken..<content.count), isLast: isLast, into: &output)
      } catch {
        throw .snapshot(.zstd(name, reason: error.description))
      }
      taken += step.taken
      for index in max(0, step.given - 4)..<step.given {
        let byte = output.bytes(index..<index + 1)[0]
        checksum = checksum >> 8 | UInt32(byte) << 24
      }
      do {
        try file.write(elements: output.bytes(0..<step.given), at: writtenBytes)
      } catch {
        throw .destination(error)
      }
      writtenBytes += step.given
      if isLast ? step.isComplete : taken == content.count { return }
    }
  }
}
