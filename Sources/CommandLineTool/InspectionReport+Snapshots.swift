import NPYShare

extension InspectionReport {
  /// Several lines on a snapshot.
  static func lines(_ snapshot: SnapshotReader) -> String {
    let header = snapshot.layout.header
    var lines = [PrintableText(snapshot.path).description] + Self.lines(header)
    if let metadata = snapshot.metadata {
      let time = ElementText(.datetime(Int64(metadata.time), TimeUnit(.second)))
      lines.append(
        "  snapshot  \(metadata.consistency.rawValue), level \(metadata.level), begun \(time) UTC")
      if metadata.dtype != "\(header.dtype)" {
        lines.append("  true type \(PrintableText(metadata.dtype))")
      }
    } else {
      lines.append(
        "  snapshot  \(snapshot.hasAlteredMetadata ? "altered" : "by another program")")
    }
    lines.append("  frames    \(frames(snapshot))")
    lines.append(
      "  file      \(snapshot.snapshotBytes) bytes, \(CompressionRatio(snapshot.layout.fileBytes, in: snapshot.snapshotBytes))"
    )
    if snapshot.hasAlteredMetadata { lines.append("  problem   \(alteredMetadata)") }
    return lines.joined(separator: "\n")
  }

  private static func frames(_ snapshot: SnapshotReader) -> String {
    guard let count = snapshot.frameCount else {
      return "readable only from the start on"
    }
    var size = ""
    // Zeros are in larger frames, and a single frame holds everything.
    if let bytes = snapshot.metadata?.frameBytes,
      snapshot.layout.dataBytes / max(1, count) <= bytes
    {
      size = " of \(ByteCount(bytes))"
    }
    return (count == 1 ? "1" : "\(count)") + size
      + (snapshot.hasSeekTable ? ", with a seek table" : ", without a seek table")
  }

  /// What a line of a table says of a snapshot.
  static func row(_ snapshot: SnapshotReader) -> [String] {
    let header = snapshot.layout.header
    return [
      "\(header.dtype)", "\(ShapeText(header.shape))", header.isFortranOrder ? "F" : "C",
      "\(header.version)", "\(header.dataOffset)", "\(ByteCount(snapshot.snapshotBytes))",
      snapshot.metadata.map { "snapshot, \($0.consistency.rawValue)" } ?? "snapshot",
    ]
  }
}
