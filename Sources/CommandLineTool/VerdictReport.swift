import NPYShare

/// What a complete check of a snapshot found, for people and for machines.
struct VerdictReport {
  let file: String
  let verdict: SnapshotVerdict
  let digest: String?

  /// One line; two with a digest.
  var text: String {
    let name = PrintableText(file)
    if let problem = verdict.problem { return "\(name): damaged: \(problem)" }
    var parts = ["\(name): sound"]
    if let count = verdict.frameCount {
      parts.append("\(count) \(count == 1 ? "frame" : "frames")")
    }
    if let bytes = verdict.contentBytes { parts.append("\(ByteCount(bytes)) of .npy") }
    if let metadata = verdict.metadata { parts.append(metadata.consistency.rawValue) }
    if !verdict.hasSeekTable { parts.append("no seek table") }
    if verdict.hasAlteredMetadata { parts.append("what it says of itself was altered") }
    if let count = verdict.uncheckedFrameCount, count > 0 {
      parts.append("\(count) without a checksum")
    }
    let line = parts.joined(separator: ", ")
    return digest.map { "\(line)\nsha256 \($0)" } ?? line
  }

  /// The object that `--json` prints.
  var json: JSONValue {
    .object([
      ("path", .string(file)), ("sound", .bool(verdict.isSound)),
      ("problem", JSONValue(verdict.problem) { .string($0.description) }),
      ("frames", JSONValue(verdict.frameCount) { .int($0) }),
      ("unchecked_frames", JSONValue(verdict.uncheckedFrameCount) { .int($0) }),
      ("seek_table", .bool(verdict.hasSeekTable)),
      ("content_bytes", JSONValue(verdict.contentBytes) { .int($0) }),
      ("snapshot_bytes", JSONValue(verdict.snapshotBytes) { .int($0) }),
      ("consistency", JSONValue(verdict.metadata) { .string($0.consistency.rawValue) }),
      ("altered_metadata", .bool(verdict.hasAlteredMetadata)),
      ("sha256", JSONValue(digest) { .string($0) }),
    ])
  }
}
