public import ArrayStore

extension Snapshot {
  /// Decompresses a whole snapshot and compares everything that can be compared, storing nothing.
  ///
  /// - Parameters:
  ///   - path: the snapshot.
  ///   - threadCount: at most so many threads; as many as there are processors for nil.
  ///   - progress: called now and then on this thread.
  ///   - consume: takes the bytes of the `.npy` file from its start on, on this thread, which then
  ///     does all the work; for a digest, for example. What it was given counts for nothing when
  ///     something is wrong.
  /// - Returns: what was found; damage is a finding and no error.
  /// - Throws: ``SnapshotError`` `.array` and `.system`, when the file cannot be opened or read.
  /// - Complexity: O(bytes) time; memory for a frame, compressed and not, for each thread.
  public static func verify(
    _ path: String, threadCount: Int? = nil, progress: ((CopyProgress) -> Void)? = nil,
    content consume: ((Span<UInt8>) -> Void)? = nil
  ) throws(SnapshotError) -> SnapshotVerdict {
    let reader: SnapshotReader
    do {
      reader = try SnapshotReader(path)
    } catch {
      if error.isDamage { return SnapshotVerdict(unreadable: error) }
      throw error
    }
    var problem: SnapshotError?
    do throws(FrameFailure) {
      if let consume {
        try reader.decodeInOrder(progress, to: consume)
      } else {
        try reader.decode(
          0..<reader.layout.fileBytes, threadCount: threadCount, progress
        ) { _, _ in }
      }
    } catch {
      let error = error.snapshotError(reading: path)
      guard error.isDamage else { throw error }
      problem = error
    }
    let uncheckedFrameCount = problem == nil ? try reader.uncheckedFrameCount() : nil
    return SnapshotVerdict(
      problem: problem, frameCount: reader.frameCount,
      uncheckedFrameCount: uncheckedFrameCount, hasSeekTable: reader.hasSeekTable,
      metadata: reader.metadata, hasAlteredMetadata: reader.hasAlteredMetadata,
      contentBytes: reader.layout.fileBytes,
      snapshotBytes: reader.snapshotBytes)
  }
}

extension SnapshotVerdict {
  fileprivate init(unreadable problem: SnapshotError) {
    self.init(
      problem: problem, frameCount: nil, uncheckedFrameCount: nil, hasSeekTable: false,
      metadata: nil, hasAlteredMetadata: false, contentBytes: nil, snapshotBytes: nil)
  }
}

extension SnapshotReader {
  /// How many frames with content have no checksum of it, neither their own nor in the seek table.
  fileprivate func uncheckedFrameCount() throws(SnapshotError) -> Int? {
    guard case .frames(let frames, _) = index else { return nil }
    var count = 0
    var walker = FrameWalker(file)
    for (number, frame) in frames.enumerated()
    where frame.contentBytes > 0 && frame.checksum == nil {
      if try walker.header(at: frame.offset, frame: number)?.hasChecksum == false { count += 1 }
    }
    return count
  }
}
