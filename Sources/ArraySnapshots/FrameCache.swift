import MappedFiles

/// The content of the frames that were used last, so that small reads side by side decompress a
/// frame once.
final class FrameCache: Sendable {
  /// The content of one frame.
  final class Content: Sendable {
    let number: Int
    /// Its size.
    var bytes: Int { buffer.capacity }
    private let buffer: FrameBuffer

    init(number: Int, _ buffer: consuming FrameBuffer) {
      self.number = number
      self.buffer = buffer
    }

    /// Lends some of it.
    func withBytes(_ range: Range<Int>, _ body: (Span<UInt8>) -> Void) {
      buffer.withBytes(range, body)
    }
  }

  /// As many frames as two threads that each work at the border of two need.
  private static let maximumCount = 4
  /// And no more than this together, in bytes, but for the last one.
  private static let maximumBytes = 64 << 20
  private let recent = Guarded<[Content]>([])

  /// The content of a frame, if it is still here.
  func content(of number: Int) -> Content? {
    recent.withLock { recent in
      guard let index = recent.firstIndex(where: { $0.number == number }) else { return nil }
      let content = recent.remove(at: index)
      recent.append(content)
      return content
    }
  }

  /// Whether the content of a frame is still here.
  func hasContent(of number: Int) -> Bool {
    recent.withLock { $0.contains { $0.number == number } }
  }

  /// Keeps the content of a frame, and lets go of the one that was not used longest.
  func keep(_ content: Content) {
    recent.withLock { recent in
      recent.append(content)
      while recent.count > Self.maximumCount
        || recent.count > 1 && recent.reduce(0, { $0 + $1.bytes }) > Self.maximumBytes
      {
        recent.removeFirst()
      }
    }
  }
}
