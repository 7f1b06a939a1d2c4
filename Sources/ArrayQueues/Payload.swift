import ArrayStore
import Glibc
import MappedFiles
import NPYFormat

/// One of a queue's recycled arrays, mapped: a page for the header, and the elements.
@safe
final class Payload: @unchecked Sendable {
  // Sendable: only who has the loan stores, and only who has received reads, by the queue's words.
  private let mapping: Mapping
  private let header: UnsafeMutableRawPointer
  private let elementBytes: Int

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
    unsafe header = mapping.address
    elementBytes = geometry.payloadBytes
  }

  /// Writes the header, unless it is there from an earlier message: then the receiver's processor
  /// keeps its copy.
  func write(_ known: KnownHeader) {
    unsafe known.bytes.withUnsafeBytes { bytes in
      guard let text = bytes.baseAddress, unsafe memcmp(header, text, bytes.count) != 0 else {
        return
      }
      unsafe memcpy(header, text, bytes.count)
    }
  }

  /// Whether the header is this one, byte for byte.
  func has(_ known: KnownHeader) -> Bool {
    unsafe known.bytes.withUnsafeBytes { bytes in
      guard let text = bytes.baseAddress else { return false }
      return unsafe memcmp(header, text, bytes.count) == 0
    }
  }

  /// Reads the header from a private copy.
  ///
  /// - Throws: ``PayloadProblem``.
  func readHeader() throws(PayloadProblem) -> KnownHeader {
    let bytes = unsafe [UInt8](
      UnsafeRawBufferPointer(start: header, count: QueueGeometry.headerBytes))
    let parsed: NPYHeader
    do {
      parsed = try NPYHeader(parsing: bytes.span)
    } catch {
      throw .header(error)
    }
    guard parsed.dataOffset == QueueGeometry.headerBytes, !parsed.dtype.hasObject,
      parsed.dataBytes <= elementBytes
    else { throw .size(needed: parsed.fileBytes, found: QueueGeometry.headerBytes + elementBytes) }
    return KnownHeader(header: parsed, bytes: bytes)
  }

  /// Lends the first bytes of the elements for reading.
  func withBytes<Result>(_ count: Int, _ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
    try mapping.lend(count, body)
  }

  /// Lends the first bytes of the elements for storing.
  func withMutableBytes<Result>(
    _ count: Int, _ body: (consuming MutableSpan<UInt8>) throws -> Result
  ) rethrows -> Result {
    try mapping.lendMutable(count, body)
  }
}

extension Mapping {
  // A span can be had only from the mapping itself, not through a class.

  fileprivate func lend<Result>(
    _ count: Int, _ body: (Span<UInt8>) throws -> Result
  ) rethrows -> Result {
    try body(elements(of: UInt8.self, at: QueueGeometry.headerBytes, count: count))
  }

  fileprivate func lendMutable<Result>(
    _ count: Int, _ body: (consuming MutableSpan<UInt8>) throws -> Result
  ) rethrows -> Result {
    try body(mutableElements(of: UInt8.self, at: QueueGeometry.headerBytes, count: count))
  }
}
