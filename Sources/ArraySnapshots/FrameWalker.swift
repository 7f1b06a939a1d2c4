import MappedFiles

/// Finds the frames of a file by their own headers and those of their blocks.
///
/// Nothing is decompressed: a block says how long it is.
struct FrameWalker: ~Copyable {
  private let snapshot: SnapshotFile
  /// Some bytes of the file, and where they begin.
  private var window = [UInt8](repeating: 0, count: 4096)
  private var windowRange = 0..<0

  init(_ snapshot: SnapshotFile) {
    self.snapshot = snapshot
  }

  /// What was found at one place.
  struct Frame {
    let bytes: Int
    /// 0 for a skippable frame, nil where the frame does not say.
    let contentBytes: UInt64?
  }

  /// Looks at one frame's header only.
  ///
  /// - Returns: the header; nil for a skippable frame.
  /// - Throws: ``SnapshotError`` `.damagedFrame`, `.truncated`, `.system`.
  mutating func header(
    at offset: Int, frame number: Int
  ) throws(SnapshotError) -> ZstdFrameHeader? {
    let count = min(ZstdFrameHeader.maximumBytes, snapshot.bytes - offset)
    try fill(offset..<offset + count)
    let start = offset - windowRange.lowerBound
    let prefix = window.span.extracting(start..<start + count)
    if count >= 4, ZstdFrameHeader.isSkippable(prefix.littleEndian(at: 0)) { return nil }
    do {
      return try ZstdFrameHeader(prefix)
    } catch {
      if error.isCutShort { throw snapshot.truncated(frame: number, offset) }
      throw snapshot.damaged(frame: number, offset, error.reason)
    }
  }

  /// Finds the end of the frame that begins at an offset.
  ///
  /// One that says it holds nothing is never decompressed, and so is checked here.
  ///
  /// - Throws: ``SnapshotError`` `.damagedFrame`, `.truncated`, `.system`.
  mutating func frame(at offset: Int, number: Int) throws(SnapshotError) -> Frame {
    guard let header = try header(at: offset, frame: number) else {
      guard snapshot.bytes - offset >= 8 else {
        throw snapshot.truncated(frame: number, offset)
      }
      let bytes = 8 + Int(try self.number(at: offset + 4, count: 4))
      guard bytes <= snapshot.bytes - offset else {
        throw snapshot.truncated(frame: number, offset)
      }
      return Frame(bytes: bytes, contentBytes: 0)
    }
    var end = offset + header.bytes
    while true {
      guard end <= snapshot.bytes - 3 else { throw snapshot.truncated(frame: number, offset) }
      let block = try self.number(at: end, count: 3)
      let size = Int(block >> 3)
      if header.contentBytes == 0, size > 0 {
        throw snapshot.damaged(
          frame: number, offset,
          "it says that it holds nothing, and a block of it has \(size) bytes")
      }
      switch block >> 1 & 3 {
      case 0, 2: end += 3 + size
      case 1: end += 4
      default: throw snapshot.damaged(frame: number, offset, "a block of it is of no known kind")
      }
      if block & 1 == 1 { break }
    }
    if header.hasChecksum { end += 4 }
    guard end <= snapshot.bytes else { throw snapshot.truncated(frame: number, offset) }
    if header.contentBytes == 0, header.hasChecksum {
      let found = UInt32(try self.number(at: end - 4, count: 4))
      guard found == ContentChecksum.ofNothing else {
        throw snapshot.damaged(
          frame: number, offset,
          "its checksum is \(found), and that of nothing is \(ContentChecksum.ofNothing)")
      }
    }
    return Frame(bytes: end - offset, contentBytes: header.contentBytes)
  }

  private mutating func number(at offset: Int, count: Int) throws(SnapshotError) -> UInt64 {
    try fill(offset..<offset + count)
    return window.span.littleEndian(at: offset - windowRange.lowerBound, count: count)
  }

  private static func read(
    _ snapshot: SnapshotFile, into window: inout [UInt8], at offset: Int
  ) throws(SnapshotError) -> Int {
    var span = window.mutableSpan
    return try snapshot.read(into: &span, at: offset)
  }

  /// Reads a page of the file that begins with a range, unless the range was read already.
  private mutating func fill(_ range: Range<Int>) throws(SnapshotError) {
    if range.lowerBound >= windowRange.lowerBound, range.upperBound <= windowRange.upperBound {
      return
    }
    let count = try Self.read(snapshot, into: &window, at: range.lowerBound)
    windowRange = range.lowerBound..<range.lowerBound + count
    guard count >= range.count else {
      throw .sourceChanged(snapshot.path, needed: range.upperBound, found: windowRange.upperBound)
    }
  }
}
