import NPYShare

extension InspectionReport {
  /// The object that `--json` prints.
  var json: JSONValue {
    switch finding {
    case .npy(let inspection):
      .object(
        [("path", .string(path))] + Self.members(inspection.format)
          + [("file_bytes", .int(inspection.status.size))]
          + [("resident_bytes", .int(inspection.status.allocatedBytes))]
          + Self.verdict(inspection.format))
    case .npz(let archive):
      .object([
        ("path", .string(path)), ("file_bytes", .int(archive.status.size)),
        ("members", .array(archive.members.map(Self.json))),
        ("problems", Self.json(archive.problems)),
      ])
    case .failed(let error):
      .object([
        ("path", .string(path)), ("error", .string(error.description)),
        (
          "problems",
          .array([
            .object([
              ("code", .string("unreadable")), ("message", .string(error.description)),
            ])
          ])
        ),
      ])
    }
  }

  /// Problems as `{code, message}` objects.
  static func json(_ problems: [NPYProblem]) -> JSONValue {
    .array(
      problems.map {
        .object([("code", .string($0.code.rawValue)), ("message", .string($0.message))])
      })
  }

  private static func members(_ format: NPYInspection) -> [(String, JSONValue)] {
    let header = format.header
    return [
      ("version", JSONValue(format.version) { .string($0.description) }),
      ("descr", JSONValue(header) { JSONValue($0.dtype.descr) }),
      ("fortran_order", JSONValue(header) { .bool($0.isFortranOrder) }),
      ("shape", JSONValue(header) { JSONValue($0.shape) }),
      ("item_size", JSONValue(header) { .int($0.itemSize) }),
      ("data_offset", JSONValue(format.dataOffset) { .int($0) }),
      ("data_bytes", JSONValue(header) { .int($0.dataBytes) }),
    ]
  }

  private static func verdict(_ format: NPYInspection) -> [(String, JSONValue)] {
    [
      ("aligned", JSONValue(format.header) { .bool($0.isAligned) }),
      ("numpy_loads", .bool(format.numpyLoads)),
      ("numpy_maps", .bool(format.numpyMaps)),
      ("problems", json(format.problems)),
    ]
  }

  private static func json(_ member: NPZInspection.Member) -> JSONValue {
    .object(
      [
        ("name", .string(member.entry.name)), ("method", .string("\(member.entry.method)")),
        ("compressed_bytes", .int(member.entry.compressedBytes)),
        ("uncompressed_bytes", .int(member.entry.uncompressedBytes)),
      ] + (member.format.map { members($0) + verdict($0) } ?? []))
  }
}
