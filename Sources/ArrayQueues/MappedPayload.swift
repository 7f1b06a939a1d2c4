import ArrayStore
import Glibc
import MappedFiles
import QueueLayout

/// What keeps a payload's memory mapped.
final class MappedPayload: Sendable {
  private let mapping: Mapping
  let payload: Payload

  /// Maps a payload's file, into memory and into the process's page table.
  ///
  /// - Throws: `SystemCallError`; ``PayloadProblem``.
  init(opening path: String, _ geometry: QueueGeometry) throws {
    let file = try OwnedFile(opening: path, access: .readWrite)
    let status = try file.status()
    guard status.kind == .regularFile, status.size >= geometry.payloadFileBytes else {
      throw PayloadProblem.size(needed: geometry.payloadFileBytes, found: status.size)
    }
    mapping = try Mapping(file, count: geometry.payloadFileBytes, protection: .readWrite)
    // Where the kernel cannot, the first use is slower.
    try? mapping.prefault(0..<geometry.payloadFileBytes, for: .storing)
    payload = unsafe Payload(mapping.address, elementBytes: geometry.payloadBytes)
  }
}
