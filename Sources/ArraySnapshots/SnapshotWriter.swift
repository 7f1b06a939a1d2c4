import ArrayStore
import ArrayViews
import MappedFiles

/// The taking of one snapshot: passes over the array, and the file that they fill.
struct SnapshotWriter: ~Copyable {
  let source: ArraySource
  let options: SnapshotOptions
  let pending: PendingFile
  private let progress: ((CopyProgress) -> Void)?
  private let zeros = ZeroChecksums()
  /// Elements read so far in all passes, in bytes.
  private var doneBytes = 0

  init(
    _ source: ArraySource, into pending: consuming PendingFile, _ options: SnapshotOptions,
    _ progress: ((CopyProgress) -> Void)?
  ) {
    self.source = source
    self.options = options
    self.pending = pending
    self.progress = progress
  }

  var threadCount: Int { options.threadCount ?? ParallelWork.processorCount }

  /// Makes passes until the promise holds.
  ///
  /// - Returns: the pass that the file was written by, and how many there were.
  /// - Throws: ``FrameFailure``, `.unstable` in it when the array does not stand still.
  mutating func makePasses() throws(FrameFailure) -> (written: SnapshotPass, count: Int) {
    var written = try write(try state())
    guard options.consistency == .stable else { return (written, 1) }
    var last = written
    var isLastWritten = true
    var changes = 0
    for count in 2...options.maximumPasses {
      // Where the file is what the last pass saw, looking is enough.
      let next = isLastWritten ? try look(try state()) : try write(try state())
      changes = next.changes(since: last)
      if !isLastWritten { written = next }
      if changes == 0 { return (written, count) }
      isLastWritten.toggle()
      last = next
    }
    throw .snapshot(
      .unstable(
        source.name, passes: options.maximumPasses, changedFrames: changes,
        frameCount: last.checksums.count))
  }

  private func state() throws(FrameFailure) -> ArraySource.State {
    do {
      return try source.state()
    } catch {
      throw .snapshot(.array(error))
    }
  }

  /// Reads everything and writes the frames, from the start of the file on.
  private mutating func write(_ state: ArraySource.State) throws(FrameFailure) -> SnapshotPass {
    if options.isSingleFrame { return try writeSingleFrame(state) }
    let plan = FramePlan(state, options)
    let sequence = FrameSequence(
      try encoders(plan, spare: FrameSequence.spareCount), zeros, plan)
    try sequence.append(0, to: pending.file) { encoder throws(FrameFailure) in
      do throws(ZstdError) {
        try encoder.encode(state.header.span)
      } catch {
        throw .snapshot(.zstd(source.name, reason: error.description))
      }
    }
    try Self.append(plan, of: source, to: sequence, threadCount, pending.file) {
      report($0, of: plan)
    }
    var pass = SnapshotPass(state)
    do {
      let made = try sequence.finish(to: pending.file)
      pass.entries = made.entries
      pass.checksums = Array(made.checksums.dropFirst())
    } catch {
      throw .destination(error)
    }
    finishPass(of: plan.dataBytes)
    return pass
  }

  /// Makes the frames of all batches on several threads, and writes them one behind the other.
  private static func append(
    _ plan: FramePlan, of source: ArraySource, to sequence: FrameSequence, _ threadCount: Int,
    _ file: borrowing OwnedFile, progress: (_ doneCount: Int) -> Void
  ) throws(FrameFailure) {
    let failure = FirstFailure()
    ParallelWork.forEach(
      pieceCount: plan.batchCount, threadCount: threadCount, progress: progress
    ) { batch in
      failure.attempt(batch) { () throws(FrameFailure) in
        // The header's frame is the first of the sequence.
        try sequence.append(batch + 1, to: file) { encoder throws(FrameFailure) in
          do throws(SnapshotError) {
            try encoder.encode(plan.range(ofBatch: batch), of: plan, from: source)
          } catch {
            throw .snapshot(error)
          }
        }
      }
    }
    if let failure = failure.first { throw failure }
  }

  /// Reads everything for the checksums.
  private mutating func look(_ state: ArraySource.State) throws(FrameFailure) -> SnapshotPass {
    let plan = FramePlan(state, options)
    let source = source
    let encoders = Guarded(try encoders(plan, spare: 0))
    let checksums = Guarded([[UInt32]](repeating: [], count: plan.batchCount))
    let failure = FirstFailure()
    ParallelWork.forEach(
      pieceCount: plan.batchCount, threadCount: threadCount, progress: { report($0, of: plan) }
    ) { batch in
      // There is one for each thread.
      guard let encoder = encoders.withLock({ $0.popLast() }) else { return }
      failure.attempt(batch) { () throws(FrameFailure) in
        do throws(SnapshotError) {
          try encoder.look(plan.range(ofBatch: batch), of: plan, from: source)
        } catch {
          throw .snapshot(error)
        }
      }
      let found = encoder.turn.checksums
      checksums.withLock { $0[batch] = found }
      encoders.withLock { $0.append(encoder) }
    }
    if let failure = failure.first { throw failure }
    var pass = SnapshotPass(state)
    pass.checksums = checksums.withLock { Array($0.joined()) }
    finishPass(of: plan.dataBytes)
    return pass
  }

  /// An encoder for each thread, and some more, one at least.
  private func encoders(
    _ plan: FramePlan, spare: Int
  ) throws(FrameFailure) -> [FrameEncoder] {
    var encoders: [FrameEncoder] = []
    do throws(ZstdError) {
      for _ in 0..<min(threadCount, plan.batchCount) + spare {
        encoders.append(try FrameEncoder(plan, options, zeros))
      }
    } catch {
      throw .snapshot(.zstd(source.name, reason: error.description))
    }
    return encoders
  }

  mutating func finishPass(of dataBytes: Int) { doneBytes += dataBytes }

  /// Tells how far the passes that will at least be needed are.
  func report(_ doneCount: Int, of plan: FramePlan) {
    report(bytes: plan.range(ofBatch: doneCount - 1).upperBound, of: plan.dataBytes)
  }

  func report(bytes: Int, of dataBytes: Int) {
    let total = dataBytes * (options.consistency == .stable ? 2 : 1)
    progress?(CopyProgress(doneBytes: min(doneBytes + bytes, total), totalBytes: total))
  }
}
