import ArrayStore
import NPYFormat

extension InspectionReport {
  /// What is said when a snapshot's words on itself have another checksum than they should.
  package static let alteredMetadata = "what the snapshot says of itself was altered"

  /// The object that `--json` prints of a snapshot.
  func json(_ snapshot: SnapshotReader) -> JSONValue {
    let header = snapshot.layout.header
    let metadata = snapshot.metadata
    let problems: [JSONValue] =
      snapshot.hasAlteredMetadata
      ? [
        .object([
          ("code", .string("metadata-altered")), ("message", .string(Self.alteredMetadata)),
        ])
      ] : []
    return .object(
      [("path", .string(path))]
        + Self.members(header.version, header, dataOffset: header.dataOffset) + [
          ("file_bytes", .int(snapshot.snapshotBytes)),
          ("content_bytes", .int(snapshot.layout.fileBytes)),
          ("frames", JSONValue(snapshot.frameCount) { .int($0) }),
          ("seek_table", .bool(snapshot.hasSeekTable)),
          (
            "snapshot",
            JSONValue(metadata) {
              .object([
                ("version", .int($0.version)), ("consistency", .string($0.consistency.rawValue)),
                ("level", .int($0.level)), ("time", .int($0.time)), ("dtype", .string($0.dtype)),
                ("frame_bytes", .int($0.frameBytes)),
              ])
            }
          ),
          ("aligned", .bool(header.isAligned)), ("problems", .array(problems)),
        ])
  }
}
