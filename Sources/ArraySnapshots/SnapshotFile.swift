import ArrayStore
import MappedFiles
import SystemPackage

/// A snapshot that is open for reading.
final class SnapshotFile: Sendable {
  let path: String
  /// Its size when it was opened, in bytes.
  let bytes: Int
  private let file: OwnedFile

  /// Opens a snapshot; a link is followed.
  ///
  /// - Throws: ``SnapshotError`` `.array` with `.notFound` or `.notRegularFile`, `.system`.
  init(_ path: String) throws(SnapshotError) {
    self.path = path
    let status: FileStatus
    do throws(SystemCallError) {
      file = try OwnedFile(opening: path, links: .followed)
      status = try file.status()
    } catch {
      if error.errno == .noSuchFileOrDirectory { throw .array(.notFound(path)) }
      throw .system(action: "read the snapshot", path: path, error)
    }
    bytes = status.size
    guard status.kind == .regularFile else { throw .array(.notRegularFile(path, status.kind)) }
  }

  /// Reads until the span is full or the file ends.
  ///
  /// - Returns: how many bytes were read.
  func read(into span: inout MutableSpan<UInt8>, at offset: Int) throws(SnapshotError) -> Int {
    do {
      return try file.read(into: &span, at: offset)
    } catch {
      throw .system(action: "read the snapshot", path: path, error)
    }
  }

  /// The same into a part of a buffer.
  func read(
    into buffer: inout FrameBuffer, _ range: Range<Int>, at offset: Int
  ) throws(SnapshotError) -> Int {
    var span = buffer.mutableBytes(range)
    return try read(into: &span, at: offset)
  }

  /// Reads bytes that the file had when it was opened.
  func read(_ range: Range<Int>) throws(SnapshotError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: range.count)
    var span = bytes.mutableSpan
    let count = try read(into: &span, at: range.lowerBound)
    guard count == range.count else {
      throw .sourceChanged(path, needed: range.upperBound, found: range.lowerBound + count)
    }
    return bytes
  }

  func truncated(frame: Int, _ offset: Int) -> SnapshotError {
    .truncated(path, frame: frame, offset: offset, fileBytes: bytes)
  }

  func damaged(frame: Int, _ offset: Int, _ reason: String) -> SnapshotError {
    .damagedFrame(path, frame: frame, offset: offset, reason: reason)
  }
}
