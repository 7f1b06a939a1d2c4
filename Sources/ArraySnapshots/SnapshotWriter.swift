import ArrayStore
import ArrayViews
import MappedFiles

/// The taking of one snapshot: passes over the array, and the file that they fill.
struct SnapshotWriter: ~Copyable {
  let source: ArraySource
  let options: SnapshotOptions
  let pending: PendingFile
  private let progress: ((CopyProgress) -> Void)?
  private let zeros = ZeroFrames()
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
    var pass = SnapshotPass(state)
    let encoders = try encoders(plan)
    var offset = 0
    do throws(ZstdError) {
      try encoders[0].encode(state.header.span)
    } catch {
      throw .snapshot(.zstd(source.name, reason: error.description))
    }
    pass.entries += encoders[0].entries
    var places = [offset] + Array(repeating: 0, count: encoders.count - 1)
    offset += encoders[0].entries[0].bytes
    for start in stride(from: 0, to: plan.batchCount, by: encoders.count) {
      let batches = start..<min(start + encoders.count, plan.batchCount)
      try Self.encode(
        batches, of: plan, from: source, with: encoders, threadCount, writing: pending.file,
        at: places)
      for piece in 0..<batches.count {
        let entries = encoders[piece].entries
        places[piece] = offset
        offset += entries.reduce(0) { $0 + $1.bytes }
        pass.entries += entries
      }
      report(plan.range(ofBatch: batches.upperBound - 1).upperBound, of: plan.dataBytes)
    }
    for (encoder, place) in zip(encoders, places) {
      try Self.write(encoder, to: pending.file, at: place)
    }
    pass.checksums = pass.entries.dropFirst().map { $0.checksum ?? 0 }
    finishPass(of: plan.dataBytes)
    return pass
  }

  /// Makes the frames of some batches at the same time, each thread writing first what it made in
  /// the turn before.
  private static func encode(
    _ batches: Range<Int>, of plan: FramePlan, from source: ArraySource,
    with encoders: [FrameEncoder], _ threadCount: Int, writing file: borrowing OwnedFile,
    at places: [Int]
  ) throws(FrameFailure) {
    let failure = FirstFailure()
    ParallelWork.forEach(pieceCount: batches.count, threadCount: threadCount) { piece in
      failure.attempt(piece) { () throws(FrameFailure) in
        try write(encoders[piece], to: file, at: places[piece])
        do throws(SnapshotError) {
          try encoders[piece].encode(
            plan.range(ofBatch: batches.lowerBound + piece), of: plan, from: source)
        } catch {
          throw .snapshot(error)
        }
      }
    }
    if let failure = failure.first { throw failure }
  }

  private static func write(
    _ encoder: FrameEncoder, to file: borrowing OwnedFile, at offset: Int
  ) throws(FrameFailure) {
    do {
      try encoder.write(to: file, at: offset)
    } catch {
      throw .destination(error)
    }
  }

  /// Reads everything for the checksums.
  private mutating func look(_ state: ArraySource.State) throws(FrameFailure) -> SnapshotPass {
    let plan = FramePlan(state, options)
    var pass = SnapshotPass(state)
    let encoders = try encoders(plan)
    for start in stride(from: 0, to: plan.batchCount, by: encoders.count) {
      let batches = start..<min(start + encoders.count, plan.batchCount)
      let failure = FirstFailure()
      let source = source
      ParallelWork.forEach(pieceCount: batches.count, threadCount: threadCount) { piece in
        failure.attempt(piece) { () throws(FrameFailure) in
          do throws(SnapshotError) {
            try encoders[piece].look(
              plan.range(ofBatch: start + piece), of: plan, from: source)
          } catch {
            throw .snapshot(error)
          }
        }
      }
      if let failure = failure.first { throw failure }
      for piece in 0..<batches.count {
        pass.checksums += encoders[piece].entries.map { $0.checksum ?? 0 }
      }
      report(plan.range(ofBatch: batches.upperBound - 1).upperBound, of: plan.dataBytes)
    }
    finishPass(of: plan.dataBytes)
    return pass
  }

  private func encoders(_ plan: FramePlan) throws(FrameFailure) -> [FrameEncoder] {
    var encoders: [FrameEncoder] = []
    do throws(ZstdError) {
      for _ in 0..<max(1, min(threadCount, plan.batchCount)) {
        encoders.append(try FrameEncoder(plan, options, zeros))
      }
    } catch {
      throw .snapshot(.zstd(source.name, reason: error.description))
    }
    return encoders
  }

  mutating func finishPass(of dataBytes: Int) { doneBytes += dataBytes }

  /// Tells how far the passes that will at least be needed are.
  func report(_ bytes: Int, of dataBytes: Int) {
    let total = dataBytes * (options.consistency == .stable ? 2 : 1)
    progress?(CopyProgress(doneBytes: min(doneBytes + bytes, total), totalBytes: total))
  }
}
