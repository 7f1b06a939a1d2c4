import NPYShare

/// What became of the segments of other programs, for people and for machines.
struct ForeignReport {
  let segments: ForeignSegments

  /// A table and a line that sums it up.
  var text: String {
    var table = TextTable([
      ("NAME", .left), ("KIND", .left), ("SIZE", .right), ("AGE", .right), ("", .left),
    ])
    for entry in segments.entries {
      table.append([
        entry.name, entry.segment.kind.rawValue, "\(ByteCount(entry.status.allocatedBytes))",
        AgeText(seconds: entry.status.ageInSeconds).description, Self.words(entry.outcome),
      ])
    }
    let gone = segments.removed + segments.unused
    let bytes = gone.reduce(0) { $0 + $1.status.allocatedBytes }
    let sum =
      "\(gone.count) \(gone.count == 1 ? "segment" : "segments")"
      + " \(segments.unused.isEmpty ? "removed" : "would be removed"), \(ByteCount(bytes))"
    return segments.entries.isEmpty ? sum : "\(table.text)\n\(sum)"
  }

  /// The list that `--json` prints.
  var json: String {
    JSONValue.lines(
      segments.entries.map { entry in
        .object([
          ("name", .string(entry.name)), ("kind", .string(entry.segment.kind.rawValue)),
          ("bytes", .int(entry.status.allocatedBytes)),
          ("modified", .int(entry.status.modified)),
          ("creator", JSONValue(entry.segment.creator) { .int(Int($0)) }),
          ("outcome", .string(Self.words(entry.outcome))),
        ])
      })
  }

  private static func words(_ outcome: ForeignSegments.Outcome) -> String {
    switch outcome {
    case .removed: "removed"
    case .unused: "would be removed"
    case .kept(let reason): "kept: \(reason)"
    }
  }
}
