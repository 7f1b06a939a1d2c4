import MappedFiles

/// The one form that a frame of zeros has: compressed once.
final class ZeroFrames: Sendable {
  /// A frame and the checksum of its content.
  struct Frame {
    let bytes: [UInt8]
    let checksum: UInt32
  }

  private let frames = Guarded<[Int: Frame]>([:])

  /// The frame of so many zeros, if it was made before.
  func frame(of contentBytes: Int) -> Frame? {
    frames.withLock { $0[contentBytes] }
  }

  func keep(_ frame: Frame, of contentBytes: Int) {
    frames.withLock { $0[contentBytes] = frame }
  }
}
