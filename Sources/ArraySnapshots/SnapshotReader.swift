public import ArrayStore
import MappedFiles
import NPYFormat

/// A snapshot that is open for reading: its header at once, and any rows of it without the others.
///
/// Nothing in the file is trusted: sizes are bounded before memory is taken, and every checksum is
/// compared. Frames of other programs are read, too; where one of them holds more than 64 MiB or
/// does not say how much it holds, everything up to the rows is decompressed to get at them.
///
/// It may be used by several threads at the same time.
public final class SnapshotReader: Sendable {
  /// The file that was opened.
  public var path: String { file.path }
  /// How the array's elements lie in the `.npy` file that the snapshot holds.
  public let layout: ArrayLayout
  /// What the snapshot says of itself; nil for one of another program, or when it was altered.
  public let metadata: SnapshotMetadata?
  /// Whether what it says of itself was altered; the array is checked apart from that.
  public let hasAlteredMetadata: Bool
  /// How many frames hold the header and the elements; nil where only reading everything can tell.
  public var frameCount: Int? {
    guard case .frames(let frames, _) = index else { return nil }
    return frames.count { $0.contentBytes > 0 }
  }
  /// Whether a sound seek table says where the frames lie.
  public var hasSeekTable: Bool {
    if case .frames(_, let hasTable) = index { hasTable } else { false }
  }
  /// The size of the snapshot, in bytes.
  public var snapshotBytes: Int { file.bytes }

  let file: SnapshotFile
  let index: SnapshotIndex
  /// The header's bytes, as they stand in the snapshot.
  let headerBytes: [UInt8]
  let decoders = FrameDecoders()
  let cache = FrameCache()

  /// Opens a snapshot and reads its header.
  ///
  /// - Throws: ``SnapshotError`` `.array` with `.notFound`, `.notRegularFile` or `.objectElements`;
  ///   `.notZstd`, `.invalidHeader`, `.damagedFrame`, `.truncated`, `.wrongLength`,
  ///   `.system`.
  /// - Complexity: O(frames); with a seek table one read for all of them.
  public init(_ path: String) throws(SnapshotError) {
    let file = try SnapshotFile(path)
    self.file = file
    let prefix = try file.read(0..<min(4, file.bytes))
    let magic = prefix.count < 4 ? 0 : prefix.span.littleEndian(at: 0)
    guard magic == UInt64(ZstdFrameHeader.magic) || ZstdFrameHeader.isSkippable(magic) else {
      throw .notZstd(path, found: prefix)
    }
    let table = try SnapshotIndex.table(of: file)
    let opened: (index: SnapshotIndex, header: NPYHeader, bytes: [UInt8])
    do throws(SnapshotError) {
      if let table {
        opened = try Self.open(table, file)
      } else {
        opened = try Self.open(SnapshotIndex.walking(file), file)
      }
    } catch {
      // A table that lies about sizes is no reason to give the frames up. One that lies about
      // checksums is: the frames may be those of another array.
      guard table != nil, case .wrongLength = error,
        let walked = try? SnapshotIndex.walking(file),
        let second = try? Self.open(walked, file)
      else { throw error }
      opened = second
    }
    (index, headerBytes) = (opened.index, opened.bytes)
    layout = ArrayLayout(opened.header)
    if layout.dtype.hasObject { throw .array(.objectElements(path)) }
    let end = try Self.end(of: file)
    metadata = SnapshotMetadata(endOf: end.span)
    hasAlteredMetadata = SnapshotMetadata.isAltered(atEndOf: end.span)
  }

  /// Reads the header, and compares what the frames hold with what it says.
  private static func open(
    _ index: SnapshotIndex, _ file: SnapshotFile
  ) throws(SnapshotError) -> (SnapshotIndex, NPYHeader, [UInt8]) {
    let (header, bytes) = try header(file, index)
    if let found = index.contentBytes, found != header.fileBytes {
      throw .wrongLength(file.path, needed: header.fileBytes, found: found)
    }
    return (index, header, bytes)
  }

  private static func header(
    _ file: SnapshotFile, _ index: SnapshotIndex
  ) throws(SnapshotError) -> (NPYHeader, [UInt8]) {
    if let first = try firstFrame(file, index), let header = try? NPYHeader(parsing: first.span) {
      return (header, Array(first.prefix(header.dataOffset)))
    }
    // A header across frames, one in a large frame, or none.
    var stream = try StreamDecoder(file)
    var buffer = FrameBuffer(capacity: NPYHeader.maximumBytes)
    var count = try stream.fill(&buffer, 0..<NPYHeader.prefixBytes)
    let extent = try parsing(file) { () throws(NPYFormatError) in
      try NPYHeader.extent(of: buffer.bytes(0..<count))
    }
    if extent > count { count += try stream.fill(&buffer, count..<extent) }
    return try parsing(file) { () throws(NPYFormatError) in
      let header = try NPYHeader(parsing: buffer.bytes(0..<count))
      let bytes = buffer.bytes(0..<header.dataOffset)
      return (header, bytes.indices.map { bytes[$0] })
    }
  }

  /// Says of which file a header is not to be read.
  private static func parsing<Result>(
    _ file: SnapshotFile, _ body: () throws(NPYFormatError) -> Result
  ) throws(SnapshotError) -> Result {
    do {
      return try body()
    } catch {
      throw .invalidHeader(file.path, error)
    }
  }

  /// The content of the first frame that has any, where it is no larger than a header may be.
  private static func firstFrame(
    _ file: SnapshotFile, _ index: SnapshotIndex
  ) throws(SnapshotError) -> [UInt8]? {
    guard case .frames(let frames, _) = index,
      let number = frames.firstIndex(where: { $0.contentBytes > 0 }),
      frames[number].contentBytes <= NPYHeader.maximumBytes
    else { return nil }
    do throws(FrameFailure) {
      return try FrameDecoders().withDecoder(for: file) { decoder throws(FrameFailure) in
        try decoder.withContent(of: frames[number], number: number, in: file) {
          content throws(FrameFailure) in
          guard let content else { return nil }
          return content.indices.map { content[$0] }
        }
      }
    } catch {
      throw error.snapshotError(reading: file.path)
    }
  }

  /// What stands at the end, before the seek table.
  private static func end(of file: SnapshotFile) throws(SnapshotError) -> [UInt8] {
    let end = file.bytes - (try SnapshotIndex.tableBytes(of: file) ?? 0)
    return try file.read(max(0, end - 8 - SnapshotMetadata.maximumBytes)..<end)
  }
}
