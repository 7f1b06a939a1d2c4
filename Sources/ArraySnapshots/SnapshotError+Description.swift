import ArrayStore
import NPYFormat

extension SnapshotError: CustomStringConvertible {
  /// One line: the thing, the frame, what was wrong with the numbers, and the remedy if any.
  public var description: String { PrintableText(message).description }

  private var message: String {
    switch self {
    case .array(let error): error.description
    case .system(let action, let path, let error): "cannot \(action) '\(path)': \(error)"
    case .invalidOptions(let reason): "cannot take such a snapshot: \(reason)"
    case .noRoomForCopy(let name, let needed, let free):
      "no room for a copy of '\(name)' in \(ArraySource.spoolDirectory): it needs \(ByteCount(needed))"
        + (free.map { ", and \(ByteCount($0)) are free" } ?? "")
        + "; take the snapshot without a copy first (spool)"
    case .unstable(let name, let passes, let changed, let count):
      "'\(name)' kept changing: \(passes) passes over it, and in the last one \(changed) of \(count) frames had changed; let its writers pause, take a lease (leased), or do without the promise (fuzzy)"
    case .sourceChanged(let name, let needed, let found):
      "'\(name)' was cut short while it was read: \(found) bytes of \(needed)"
    case .notZstd(let path, let found):
      found.isEmpty
        ? "'\(path)' is empty, and no snapshot"
        : "'\(path)' is no snapshot: it begins with \(PythonLiteral.bytes(found).repr), not with a zstd frame"
    case .invalidHeader(let path, let error): "'\(path)' holds no array: \(error)"
    case .damagedFrame(let path, let frame, let offset, let reason):
      "'\(path)' is damaged in frame \(frame) at byte \(offset): \(reason); use another copy of the snapshot"
    case .truncated(let path, let frame, let offset, let fileBytes):
      "'\(path)' was cut short: it has \(fileBytes) bytes and ends within frame \(frame), which begins at byte \(offset); use another copy of the snapshot"
    case .wrongLength(let path, let needed, let found):
      "'\(path)' holds \(found) bytes of content, but the header in it says \(needed)"
    case .notCurrent(let location):
      "'\(location)' was grown, replaced or removed since it was attached; attach it again"
    case .noMemory(let path, let needed):
      "no memory for \(ByteCount(needed)) of rows of '\(path)'; read fewer at a time, or restore it"
    case .rowsOutOfRange(let path, let rows, let count):
      "'\(path)' has \(count) rows, so not the rows \(rows.lowerBound)..<\(rows.upperBound)"
    case .layoutMismatch(let location, let found, let snapshot):
      "'\(location)' is \(found), and the snapshot \(snapshot); restore it as a new array instead"
    case .partlyRestored(let location, let error):
      "'\(location)' is now partly the old array and partly the snapshot, since restoring failed: \(error)"
    case .zstd(let name, let reason): "zstd cannot work on '\(name)': \(reason)"
    }
  }
}
