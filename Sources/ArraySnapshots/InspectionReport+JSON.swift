import ArrayStore
import MappedFiles
package import NPYFormat

extension InspectionReport {
  /// The object that the command prints with `--json`.
  package var json: JSONValue {
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
        ("problems", NPYProblem.json(archive.problems)),
      ])
    case .snapshot(let snapshot): json(snapshot)
    case .damaged(let error): json(unreadable: error.description, code: "snapshot-damaged")
    case .failed(let error): json(unreadable: error.description, code: "unreadable")
    }
  }

  private func json(unreadable reason: String, code: String) -> JSONValue {
    .object([
      ("path", .string(path)), ("error", .string(reason)),
      (
        "problems",
        .array([.object([("code", .string(code)), ("message", .string(reason))])])
      ),
    ])
  }

  private static func members(_ format: NPYInspection) -> [(String, JSONValue)] {
    members(format.version, format.header, dataOffset: format.dataOffset)
  }

  static func members(
    _ version: NPYVersion?, _ header: NPYHeader?, dataOffset: Int?
  ) -> [(String, JSONValue)] {
    [
      ("version", JSONValue(version) { .string($0.description) }),
      ("descr", JSONValue(header) { JSONValue($0.dtype.descr) }),
      ("fortran_order", JSONValue(header) { .bool($0.isFortranOrder) }),
      ("shape", JSONValue(header) { JSONValue($0.shape) }),
      ("item_size", JSONValue(header) { .int($0.itemSize) }),
      ("data_offset", JSONValue(dataOffset) { .int($0) }),
      ("data_bytes", JSONValue(header) { .int($0.dataBytes) }),
    ]
  }

  private static func verdict(_ format: NPYInspection) -> [(String, JSONValue)] {
    [
      ("aligned", JSONValue(format.header) { .bool($0.isAligned) }),
      ("numpy_loads", .bool(format.numpyLoads)),
      ("numpy_maps", .bool(format.numpyMaps)),
      ("problems", NPYProblem.json(format.problems)),
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
