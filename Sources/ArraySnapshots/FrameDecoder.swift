import MappedFiles

/// What one thread needs to decompress frame after frame: a context, and memory for a frame and its
/// content.
final class FrameDecoder: Sendable {
  struct State: ~Copyable, Sendable {
    var decompressor: ZstdDecompressor
    var frame = FrameBuffer(capacity: 0)
    var content = FrameBuffer(capacity: 0)
    /// The frame that the content is of, where it is small, as one of a single number is: most often
    /// the next one is its like.
    var last: (bytes: [UInt8], place: SnapshotFrame)?
  }

  /// One thread at a time uses a decoder, so nobody ever waits.
  private let state: Guarded<State>
  private let zeros: ZeroChecksums

  init(_ zeros: ZeroChecksums) throws(ZstdError) {
    state = Guarded(State(decompressor: try ZstdDecompressor()))
    self.zeros = zeros
  }

  /// Decompresses a frame, checks it against what is known of it, and lends its content: nil where
  /// that is zeros, which are not made.
  ///
  /// - Throws: ``FrameFailure``: `.snapshot` with ``SnapshotError`` `.damagedFrame`,
  ///   `.sourceChanged`, `.system`; what `body` throws.
  func withContent<Result: Sendable>(
    of frame: SnapshotFrame, number: Int, in snapshot: SnapshotFile,
    _ body: (Span<UInt8>?) throws(FrameFailure) -> Result
  ) throws(FrameFailure) -> Result {
    try state.withLock { state throws(FrameFailure) in
      let isZero: Bool
      do throws(SnapshotError) {
        isZero = try state.read(frame, number, in: snapshot, zeros)
        if !isZero, !state.hasContent(of: frame) {
          try state.decompress(frame, number, in: snapshot)
        }
      } catch {
        throw .snapshot(error)
      }
      return isZero
        ? try body(nil) : try body(state.content.bytes(0..<frame.contentBytes))
    }
  }

  /// Decompresses a frame to where its content is wanted, and checks it against what is known of it.
  ///
  /// - Parameters:
  ///   - frame: where it lies.
  ///   - number: its number, for an error.
  ///   - snapshot: the file.
  ///   - content: as much memory as it has content; undefined after an error.
  /// - Returns: false where the content is zeros, which are not stored.
  /// - Throws: ``FrameFailure`` as ``withContent(of:number:in:_:)``.
  func decode(
    _ frame: SnapshotFrame, number: Int, in snapshot: SnapshotFile,
    into content: inout MutableSpan<UInt8>
  ) throws(FrameFailure) -> Bool {
    try state.withLock { state throws(FrameFailure) in
      do throws(SnapshotError) {
        if try state.read(frame, number, in: snapshot, zeros) { return false }
        try FrameDecoder.State.decompress(
          state.frame, frame, number, in: snapshot, with: state.decompressor, into: &content)
        return true
      } catch {
        throw .snapshot(error)
      }
    }
  }
}

extension FrameDecoder.State {
  /// Reads a frame, and compares its own header and checksum with what the seek table says.
  ///
  /// - Returns: whether it is known, without decompressing it, that it holds zeros.
  mutating func read(
    _ place: SnapshotFrame, _ number: Int, in snapshot: SnapshotFile, _ zeros: ZeroChecksums
  ) throws(SnapshotError) -> Bool {
    if frame.capacity < place.bytes {
      frame = FrameBuffer(capacity: 0)
      // With some to spare: most often the next one is a little larger or smaller.
      frame = FrameBuffer(capacity: place.bytes + place.bytes / 16)
    }
    let count = try snapshot.read(into: &frame, 0..<place.bytes, at: place.offset)
    guard count == place.bytes else {
      throw .sourceChanged(
        snapshot.path, needed: place.offset + place.bytes, found: place.offset + count)
    }
    let header = try checkedHeader(place, number, in: snapshot)
    let bytes = frame.bytes(0..<place.bytes)
    if let problem = ZstdBlocks.problem(in: bytes, header) {
      throw snapshot.damaged(frame: number, place.offset, problem)
    }
    guard place.isSmall, ZeroFrame.contentBytes(of: bytes, header) == place.contentBytes else {
      return false
    }
    // One with another checksum is decompressed, for zstd to refuse it in its words.
    let checksum = header.hasChecksum ? UInt32(bytes.littleEndian(at: bytes.count - 4)) : nil
    guard let expected = checksum ?? place.checksum else { return true }
    return expected == zeros.checksum(of: place.contentBytes)
  }

  private func checkedHeader(
    _ place: SnapshotFrame, _ number: Int, in snapshot: SnapshotFile
  ) throws(SnapshotError) -> ZstdFrameHeader {
    let bytes = frame.bytes(0..<place.bytes)
    let header: ZstdFrameHeader
    do {
      header = try ZstdFrameHeader(bytes)
    } catch {
      throw snapshot.damaged(frame: number, place.offset, error.reason)
    }
    if let contentBytes = header.contentBytes, contentBytes != UInt64(place.contentBytes) {
      throw snapshot.damaged(
        frame: number, place.offset,
        "it says that it holds \(contentBytes) bytes, and the seek table says \(place.contentBytes)"
      )
    }
    if header.hasChecksum, let expected = place.checksum, place.bytes >= header.bytes + 4 {
      let found = UInt32(bytes.littleEndian(at: place.bytes - 4))
      guard found == expected else {
        throw snapshot.damaged(
          frame: number, place.offset,
          "its checksum is \(found), and by the seek table \(expected)")
      }
    }
    return header
  }

  /// Whether the content is that of a frame just like this one.
  func hasContent(of place: SnapshotFrame) -> Bool {
    guard let last, last.bytes.count == place.bytes,
      last.place.contentBytes == place.contentBytes, last.place.checksum == place.checksum
    else { return false }
    let bytes = frame.bytes(0..<place.bytes)
    return last.bytes.indices.allSatisfy { last.bytes[$0] == bytes[$0] }
  }

  mutating func decompress(
    _ place: SnapshotFrame, _ number: Int, in snapshot: SnapshotFile
  ) throws(SnapshotError) {
    last = nil
    if content.capacity < place.contentBytes {
      content = FrameBuffer(capacity: 0)
      content = FrameBuffer(capacity: place.contentBytes)
    }
    try content.withBytesApart(0..<place.contentBytes) { content throws(SnapshotError) in
      try Self.decompress(frame, place, number, in: snapshot, with: decompressor, into: &content)
    }
    if place.isSmall {
      var copy: [UInt8] = []
      frame.withBytes(0..<place.bytes) { bytes in copy = bytes.indices.map { bytes[$0] } }
      last = (copy, place)
    }
  }

  /// Decompresses a frame that was read, and compares what comes out with what is known of it.
  static func decompress(
    _ frame: borrowing FrameBuffer, _ place: SnapshotFrame, _ number: Int,
    in snapshot: SnapshotFile, with decompressor: borrowing ZstdDecompressor,
    into content: inout MutableSpan<UInt8>
  ) throws(SnapshotError) {
    let count: Int
    do {
      count = try decompressor.decompress(frame, 0..<place.bytes, into: &content)
    } catch {
      throw snapshot.damaged(frame: number, place.offset, error.description)
    }
    guard count == place.contentBytes else {
      throw snapshot.damaged(
        frame: number, place.offset, "it holds \(count) bytes instead of \(place.contentBytes)")
    }
    let header = try? ZstdFrameHeader(frame.bytes(0..<place.bytes))
    // Checksums that the frame itself has were compared by zstd.
    if let expected = place.checksum, header?.hasChecksum == false {
      let found = ContentChecksum.of(content.span)
      guard found == expected else {
        throw snapshot.damaged(
          frame: number, place.offset,
          "the checksum of its content is \(found), and by the seek table \(expected)")
      }
    }
  }
}
