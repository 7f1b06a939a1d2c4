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
    /// No batch will follow.
    var hasFailed = false
  }

  private let state: Monitor<State>

  /// How many batches may wait for their place without keeping a thread.
  static let spareCount = 2

  /// Begins an empty sequence with an encoder for each thread and, where they are of use, spare
  /// ones.
  init(_ encoders: [FrameEncoder]) {
    state = Monitor(State(idle: encoders))
  }

  /// The frames, once all threads are done.
  var entries: [SeekTable.Entry] { state.withLock { $0.entries } }

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
      for (encoder, offset) in places(after: batch, encoder) {
        do {
          try encoder.write(to: file, at: offset)
        } catch {
          throw .destination(error)
        }
        state.withLock { $0.idle.append(encoder) }
        state.wakeAll()
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
  ) -> [(encoder: FrameEncoder, offset: Int)] {
    state.withLock { state in
      state.early[batch] = encoder
      var places: [(encoder: FrameEncoder, offset: Int)] = []
      while let encoder = state.early.removeValue(forKey: state.next) {
        let entries = encoder.entries
        places.append((encoder, state.end))
        state.end += entries.reduce(0) { $0 + $1.bytes }
        state.entries += entries
        state.next += 1
      }
      return places
    }
  }
}
