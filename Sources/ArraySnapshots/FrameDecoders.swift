import MappedFiles

/// Decoders that are not at work: as many as threads were at work at the same time.
final class FrameDecoders: Sendable {
  private let idle = Guarded<[FrameDecoder]>([])
  private let zeros = ZeroChecksums()

  /// Lends a decoder to a thread.
  func withDecoder<Result>(
    for snapshot: SnapshotFile,
    _ body: (FrameDecoder) throws(FrameFailure) -> Result
  ) throws(FrameFailure) -> Result {
    let decoder: FrameDecoder
    if let used = idle.withLock({ $0.popLast() }) {
      decoder = used
    } else {
      do {
        decoder = try FrameDecoder(zeros)
      } catch {
        throw .snapshot(.zstd(snapshot.path, reason: error.description))
      }
    }
    defer { idle.withLock { $0.append(decoder) } }
    return try body(decoder)
  }
}
