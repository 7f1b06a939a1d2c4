/// The content of frames from the start of a snapshot on, whatever their sizes, in bounded memory.
struct StreamDecoder: ~Copyable {
  private let snapshot: SnapshotFile
  private var decompressor: ZstdDecompressor
  private var input = FrameBuffer(capacity: 256 << 10)
  private var inputRange = 0..<0
  /// Where the input ends in the file, in bytes.
  private var position = 0
  /// The frame being read, and where it begins.
  private var (frame, frameOffset) = (0, 0)
  private var isBetweenFrames = true

  init(_ snapshot: SnapshotFile) throws(SnapshotError) {
    self.snapshot = snapshot
    do {
      decompressor = try ZstdDecompressor()
    } catch {
      throw .zstd(snapshot.path, reason: error.description)
    }
  }

  /// Decompresses the content that comes next.
  ///
  /// - Parameter output: what to fill, not empty.
  /// - Returns: how many bytes were given; 0 only when all frames have ended.
  /// - Throws: ``SnapshotError`` `.damagedFrame`, `.truncated`, `.system`.
  mutating func read(into output: inout MutableSpan<UInt8>) throws(SnapshotError) -> Int {
    while true {
      if inputRange.isEmpty {
        try refill()
        if inputRange.isEmpty, isBetweenFrames { return 0 }
      }
      let given = try step(into: &output)
      if given > 0 { return given }
    }
  }

  /// Decompresses the rest of the frame that was begun and passes over it: the checksum at its end
  /// is what says that the content given before is right.
  ///
  /// - Throws: ``SnapshotError`` `.damagedFrame`, `.truncated`, `.system`.
  mutating func finishFrame() throws(SnapshotError) {
    var buffer = FrameBuffer(capacity: isBetweenFrames ? 0 : 1 << 20)
    while !isBetweenFrames {
      if inputRange.isEmpty { try refill() }
      var span = buffer.mutableBytes(0..<buffer.capacity)
      _ = try step(into: &span)
    }
  }

  /// Takes some of the input.
  ///
  /// - Returns: how many bytes of content it gave.
  private mutating func step(into output: inout MutableSpan<UInt8>) throws(SnapshotError) -> Int {
    let step: (taken: Int, given: Int, endsFrame: Bool)
    do {
      step = try decompressor.stream(input, inputRange, into: &output)
    } catch {
      throw snapshot.damaged(frame: frame, frameOffset, error.description)
    }
    if inputRange.isEmpty, step.given == 0 {
      throw snapshot.truncated(frame: frame, frameOffset)
    }
    inputRange = inputRange.lowerBound + step.taken..<inputRange.upperBound
    isBetweenFrames = step.endsFrame
    if step.endsFrame {
      frame += 1
      frameOffset = position - inputRange.count
    }
    return step.given
  }

  private mutating func refill() throws(SnapshotError) {
    let count = try snapshot.read(into: &input, 0..<input.capacity, at: position)
    inputRange = 0..<count
    position += count
  }

  /// Fills a buffer from the content that comes next, as far as there is any.
  ///
  /// - Returns: how many bytes were given.
  /// - Throws: ``SnapshotError`` `.damagedFrame`, `.truncated`, `.system`.
  mutating func fill(
    _ buffer: inout FrameBuffer, _ range: Range<Int>
  ) throws(SnapshotError) -> Int {
    var end = range.lowerBound
    while end < range.upperBound {
      var span = buffer.mutableBytes(end..<range.upperBound)
      let count = try read(into: &span)
      if count == 0 { break }
      end += count
    }
    return end - range.lowerBound
  }

  /// Passes over content.
  ///
  /// - Throws: ``SnapshotError`` `.damagedFrame`, `.truncated`, `.system`.
  mutating func skip(_ bytes: Int) throws(SnapshotError) {
    var buffer = FrameBuffer(capacity: min(bytes, 1 << 20))
    var left = bytes
    while left > 0 {
      let count = try fill(&buffer, 0..<min(left, buffer.capacity))
      if count == 0 { return }
      left -= count
    }
  }
}
