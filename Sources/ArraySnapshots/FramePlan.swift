import ArrayStore

/// Which elements go into which frame.
struct FramePlan {
  /// What is snapshotted, as it is at the beginning of a pass.
  let state: ArraySource.State
  /// How many bytes of elements a frame holds.
  let frameBytes: Int
  /// How many frames a thread makes in a go: small ones by the dozen, to read and write in large
  /// pieces.
  let framesPerBatch: Int

  private static let batchBytes = 4 << 20

  init(_ state: ArraySource.State, _ options: SnapshotOptions) {
    self.state = state
    var frameBytes = options.frameBytes
    while state.layout.dataBytes / SnapshotOptions.maximumFrames >= frameBytes {
      frameBytes *= 2
    }
    // A frame that could not be decompressed in one piece would have to be read from the start on.
    self.frameBytes = min(frameBytes, SnapshotIndex.maximumFrameBytes)
    framesPerBatch = max(1, Self.batchBytes / frameBytes)
  }

  /// How many zeros go into a frame, in bytes.
  var zeroFrameBytes: Int { max(ZeroFrame.leastFullBytes, frameBytes) }
  var dataBytes: Int { state.layout.dataBytes }
  var batchBytes: Int { frameBytes * framesPerBatch }
  var batchCount: Int { (dataBytes + batchBytes - 1) / batchBytes }

  /// The elements of a batch, in bytes from the first element.
  func range(ofBatch batch: Int) -> Range<Int> {
    batch * batchBytes..<min((batch + 1) * batchBytes, dataBytes)
  }
}
