import ArrayStore
import MappedFiles

/// What one thread needs to make frame after frame: a context, memory for content and for frames.
///
/// What it has made stays with it until it is known where in the snapshot it goes, which is once the
/// frames before it are made, too.
final class FrameEncoder: Sendable {
  struct State: ~Copyable, Sendable {
    /// Nil without compression.
    var compressor: ZstdCompressor?
    var input: FrameBuffer
    var output: FrameBuffer
    /// How much of the output, or without compression of the input, is still to be written.
    var pendingBytes = 0
    /// What the last turn made.
    var turn = Turn()
    let zeros: ZeroChecksums
    let zeroFrameBytes: Int
  }

  /// What comes of some elements.
  struct Turn {
    var entries: [SeekTable.Entry] = []
    /// Zeros behind those frames, in bytes: the frame that they go into may have more of them.
    var zeroBytes = 0
    /// The checksums of the elements that the plan has for one frame each.
    var checksums: [UInt32] = []
  }

  /// One thread at a time uses an encoder, so nobody ever waits.
  private let state: Guarded<State>

  init(_ plan: FramePlan, _ options: SnapshotOptions, _ zeros: ZeroChecksums) throws(ZstdError) {
    let output: Int
    let compressor: ZstdCompressor?
    if case .zstd(let level) = options.compression {
      compressor = try ZstdCompressor(level: level, totalBytes: plan.dataBytes)
      output = max(
        ZstdCompressor.bound(plan.frameBytes) * plan.framesPerBatch,
        ZstdCompressor.bound(plan.state.header.count))
    } else {
      compressor = nil
      output = 0
    }
    state = Guarded(
      State(
        compressor: compressor,
        input: FrameBuffer(capacity: max(plan.batchBytes, plan.state.header.count)),
        output: FrameBuffer(capacity: output), zeros: zeros,
        zeroFrameBytes: plan.zeroFrameBytes))
  }

  /// What the last turn made.
  var turn: Turn { state.withLock { $0.turn } }

  /// Makes the header's frame.
  func encode(_ header: Span<UInt8>) throws(ZstdError) {
    try state.withLock { state throws(ZstdError) in
      state.begin()
      state.input.store(header, at: 0)
      try state.encode(0..<header.count)
    }
  }

  /// Reads a batch of elements and makes its frames.
  ///
  /// - Throws: ``SnapshotError`` `.sourceChanged`, `.array`, `.zstd`.
  func encode(
    _ range: Range<Int>, of plan: FramePlan, from source: ArraySource
  ) throws(SnapshotError) {
    try state.withLock { state throws(SnapshotError) in
      state.begin()
      let isHole = source.isHole(range, plan.state.layout)
      if !isHole { try state.read(range, of: plan, from: source) }
      for start in stride(from: 0, to: range.count, by: plan.frameBytes) {
        let frame = start..<min(start + plan.frameBytes, range.count)
        do throws(ZstdError) {
          try state.encode(frame, isHole: isHole)
        } catch {
          throw .zstd(source.name, reason: error.description)
        }
      }
    }
  }

  /// Reads a batch of elements for the checksums of its frames only.
  ///
  /// - Throws: ``SnapshotError`` `.sourceChanged`, `.array`.
  func look(
    _ range: Range<Int>, of plan: FramePlan, from source: ArraySource
  ) throws(SnapshotError) {
    try state.withLock { state throws(SnapshotError) in
      state.begin()
      let isHole = source.isHole(range, plan.state.layout)
      if !isHole { try state.read(range, of: plan, from: source) }
      for start in stride(from: 0, to: range.count, by: plan.frameBytes) {
        let frame = start..<min(start + plan.frameBytes, range.count)
        state.turn.checksums.append(
          isHole
            ? state.zeros.checksum(of: frame.count)
            : ContentChecksum.of(state.input.bytes(frame)))
      }
    }
  }

  /// Writes what the last turn made.
  func write(to file: borrowing OwnedFile, at offset: Int) throws(SystemCallError) {
    try state.withLock { state throws(SystemCallError) in
      let range = 0..<state.pendingBytes
      if state.compressor == nil {
        try file.write(elements: state.input.bytes(range), at: offset)
      } else {
        try file.write(elements: state.output.bytes(range), at: offset)
      }
      state.pendingBytes = 0
    }
  }
}
