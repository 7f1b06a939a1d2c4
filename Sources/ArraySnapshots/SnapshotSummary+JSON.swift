package import NPYFormat

extension SnapshotSummary {
  /// The members of the object that the command prints with `--json`.
  package var members: [(String, JSONValue)] {
    [
      ("consistency", .string(consistency.rawValue)), ("passes", .int(passes)),
      ("frames", .int(frameCount)), ("content_bytes", .int(contentBytes)),
      ("snapshot_bytes", .int(snapshotBytes)),
    ]
  }
}
