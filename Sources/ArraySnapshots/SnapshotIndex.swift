/// Where the frames of a snapshot lie.
enum SnapshotIndex {
  /// Every frame says how much it holds, and none too much for memory: any of them can be had alone.
  case frames([SnapshotFrame], hasTable: Bool)
  /// The content can only be had from the start on: some frame, of another program, does not say
  /// how much it holds or holds much.
  case stream

  /// More frames are not read.
  static let maximumFrames = 1 << 21
  /// The largest content of a frame that is decompressed in one piece, in bytes.
  static let maximumFrameBytes = 64 << 20

  /// The size of the seek table that the file's end announces; nil where it announces none.
  static func tableBytes(of snapshot: SnapshotFile) throws(SnapshotError) -> Int? {
    guard snapshot.bytes >= SeekTable.footerBytes else { return nil }
    let footer = try snapshot.read(snapshot.bytes - SeekTable.footerBytes..<snapshot.bytes)
    return SeekTable.bytes(footer: footer.span, fileBytes: snapshot.bytes)
  }

  /// Whether a frame can be had in one piece, with memory in proportion to what it holds.
  private static func isModest(contentBytes: Int, frameBytes: Int) -> Bool {
    contentBytes <= maximumFrameBytes && frameBytes <= 2 * contentBytes + (64 << 10)
  }

  /// Reads the seek table, if it is sound.
  ///
  /// - Returns: nil where there is none, or one that contradicts itself or the file.
  /// - Throws: ``SnapshotError`` `.system`, `.sourceChanged`.
  static func table(of snapshot: SnapshotFile) throws(SnapshotError) -> SnapshotIndex? {
    guard let bytes = try tableBytes(of: snapshot) else { return nil }
    let encoded = try snapshot.read(snapshot.bytes - bytes..<snapshot.bytes)
    guard let table = SeekTable(encoded.span, fileBytes: snapshot.bytes) else { return nil }
    var frames: [SnapshotFrame] = []
    frames.reserveCapacity(table.entries.count)
    var walker = FrameWalker(snapshot)
    var (offset, content) = (0, 0)
    for (number, entry) in table.entries.enumerated() {
      if entry.contentBytes > 0,
        !isModest(contentBytes: entry.contentBytes, frameBytes: entry.bytes)
      {
        // Or the table lies: the frames themselves will say.
        return nil
      }
      // A frame that the table says holds nothing must not hold what other readers would read.
      if entry.contentBytes == 0 {
        guard let frame = try? walker.frame(at: offset, number: number),
          frame.bytes == entry.bytes, frame.contentBytes == 0
        else { return nil }
      }
      frames.append(
        SnapshotFrame(
          offset: offset, bytes: entry.bytes, contentOffset: content,
          contentBytes: entry.contentBytes, checksum: entry.checksum))
      offset += entry.bytes
      content += entry.contentBytes
    }
    return .frames(frames, hasTable: true)
  }

  /// Finds the frames without a table.
  ///
  /// - Throws: ``SnapshotError`` `.damagedFrame`, `.truncated`, `.system`.
  static func walking(_ snapshot: SnapshotFile) throws(SnapshotError) -> SnapshotIndex {
    var frames: [SnapshotFrame] = []
    var walker = FrameWalker(snapshot)
    var (offset, content) = (0, 0)
    while offset < snapshot.bytes {
      guard frames.count < maximumFrames else { return .stream }
      let number = frames.count
      // Before its blocks are counted: of a frame as long as the array they need not be.
      if let header = try walker.header(at: offset, frame: number) {
        guard let bytes = header.contentBytes, bytes <= UInt64(maximumFrameBytes) else {
          return .stream
        }
      }
      let frame = try walker.frame(at: offset, number: number)
      let contentBytes = Int(frame.contentBytes ?? 0)
      guard contentBytes <= frame.bytes * ZstdFrameHeader.maximumRatio else {
        throw snapshot.damaged(
          frame: number, offset,
          "it claims \(contentBytes) bytes of content in \(frame.bytes) bytes")
      }
      if contentBytes > 0, !isModest(contentBytes: contentBytes, frameBytes: frame.bytes) {
        return .stream
      }
      frames.append(
        SnapshotFrame(
          offset: offset, bytes: frame.bytes, contentOffset: content,
          contentBytes: contentBytes, checksum: nil))
      offset += frame.bytes
      content += contentBytes
    }
    return .frames(frames, hasTable: false)
  }

  /// The size of the content, in bytes; nil where it is not known beforehand.
  var contentBytes: Int? {
    guard case .frames(let frames, _) = self else { return nil }
    return frames.last.map(\.contentRange.upperBound) ?? 0
  }
}
