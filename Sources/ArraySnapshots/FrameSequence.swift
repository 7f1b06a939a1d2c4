import MappedFiles

/// Puts frames, which threads make in batches and in no order, one behind the other into a file.
///
/// Where a batch goes is known once all before it are made. One that is made too early waits in its
/// encoder while the thread goes on with another; of those there are a few to spare.
final class FrameSequence: Sendable {
  private struct State {
    /// Those that neither are at work nor wait with a batch.
    var idle: [FrameEncoder]
    /// The batches that were made too early.
    var early: [Int: FrameEncoder] = [:]
    /// Which batch goes to the end, in bytes, of those before it.
    var next = 0
    var end = 0
    var entries: [SeekTable.Entry] = []
    var checksums: [UInt32] = []
    /// Zeros behind the frames that are not in one yet, in bytes.
    var zeroBytes = 0
    /// No batch will follow.
    var hasFailed = false

    mutating func append(_ frames: [SeekTable.Entry]) {
      entries += frames
      end += frames.reduce(0) { $0 + $1.bytes }
    }
  }

  /// Something to write.
  private enum Piece {
    case batch(FrameEncoder)
    case frames([UInt8])
  }

  private let state: Monitor<State>
  private let zeros: ZeroChecksums
  private let zeroFrameBytes: Int

  /// How many batches may wait for their place without keeping a thread.
  static let spareCount = 2

  /// Begins an empty sequence with an encoder for each thread and, where they are of use, spare
  /// ones.
  init(_ encoders: [FrameEncoder], _ zeros: ZeroChecksums, _ plan: FramePlan) {
    state = Monitor(State(idle: encoders))
    self.zeros = zeros
    zeroFrameBytes = plan.zeroFrameBytes
  }

  /// Writes the zeros that are left, once all threads are done.
  ///
  /// - Returns: the frames, and the checksums of what the plan has for one frame each, the header
  ///   first.
  /// - Throws: ``SystemCallError``.
  func finish(
    to file: borrowing OwnedFile
  ) throws(SystemCallError) -> (entries: [SeekTable.Entry], checksums: [UInt32]) {
    let (end, frames) = state.withLock { state in (state.end, endZeros(&state)) }
    try file.write(elements: frames.span, at: end)
    return state.withLock { ($0.entries, $0.checksums) }
  }

  /// Makes a batch, and writes it and those that waited for it where they belong.
  ///
  /// - Parameters:
  ///   - batch: its number. A lower one must have been begun before.
  ///   - file: where it goes.
  ///   - make: makes the batch's frames with an encoder.
  /// - Throws: what `make` throws; `.destination`.
  func append(
    _ batch: Int, to file: borrowing OwnedFile,
    _ make: (FrameEncoder) throws(FrameFailure) -> Void
  ) throws(FrameFailure) {
    guard let encoder = idleEncoder(for: batch) else { return }
    do throws(FrameFailure) {
      try make(encoder)
      let places = places(after: batch, encoder)
      state.wakeAll()
      for (piece, offset) in places {
        do throws(SystemCallError) {
          switch piece {
          case .frames(let frames):
            try file.write(elements: frames.span, at: offset)
          case .batch(let encoder):
            try encoder.write(to: file, at: offset)
            state.withLock { $0.idle.append(encoder) }
            state.wakeAll()
          }
        } catch {
          throw .destination(error)
        }
      }
    } catch {
      state.withLock { $0.hasFailed = true }
      state.wakeAll()
      throw error
    }
  }

  /// An encoder to work with; nil when there is no use in it.
  private func idleEncoder(for batch: Int) -> FrameEncoder? {
    state.run { state in
      if state.hasFailed { return .finish(nil) }
      // The last one is for the batch that all others would wait for.
      if state.idle.count > 1 || batch == state.next, let encoder = state.idle.popLast() {
        return .finish(encoder)
      }
      return .wait(upTo: nil)
    }
  }

  /// Notes that a batch is made, and tells where to write which.
  private func places(
    after batch: Int, _ encoder: FrameEncoder
  ) -> [(piece: Piece, offset: Int)] {
    state.withLock { state in
      state.early[batch] = encoder
      var places: [(piece: Piece, offset: Int)] = []
      while let encoder = state.early.removeValue(forKey: state.next) {
        let turn = encoder.turn
        state.next += 1
        state.checksums += turn.checksums
        let isEnd = !turn.entries.isEmpty || state.zeroBytes >= 64 * zeroFrameBytes
        if isEnd, state.zeroBytes > 0 {
          let offset = state.end
          places.append((.frames(endZeros(&state)), offset))
        }
        // One that is all zeros has its turn, too: then its encoder is free again.
        places.append((.batch(encoder), state.end))
        state.append(turn.entries)
        state.zeroBytes += turn.zeroBytes
      }
      return places
    }
  }

  /// Makes frames of the zeros so far.
  private func endZeros(_ state: inout State) -> [UInt8] {
    let frames = zeros.frames(of: state.zeroBytes, upTo: zeroFrameBytes)
    state.zeroBytes = 0
    state.append(frames.entries)
    return frames.bytes
  }
}
