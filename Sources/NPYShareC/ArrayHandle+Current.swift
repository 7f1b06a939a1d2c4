import ArrayStore
import Glibc
import MappedFiles

extension ArrayHandle {
  /// Whether the name still leads to this array, and its header says what it said.
  ///
  /// Asked for every repeated attach: one system call as long as nothing is new.
  func isCurrent() throws -> Bool {
    let array = try array
    // A private copy's header may be the caller's own stores.
    guard access != .privateCopy,
      let present = try? FileStatus(path: location.path),
      present.isSameFile(as: try attachedStatus(of: array)),
      hasKnownHeader
    else { return try array.isCurrent }
    return true
  }

  /// Whether the mapped header is what it was.
  ///
  /// Somebody may be writing it: then the thorough way decides.
  private var hasKnownHeader: Bool {
    guard layout.format == .npy else { return true }
    guard let data = unsafe data else { return false }
    return unsafe knownHeader.withUnsafeBytes { header in
      guard let start = header.baseAddress else { return false }
      return unsafe memcmp(data - layout.dataOffset, start, header.count) == 0
    }
  }
}

extension FileIdentity {
  /// All of it in bytes, to be compared and to travel.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for shift in stride(from: 0, to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: fileSystem >> shift))
    }
    for shift in stride(from: 0, to: 32, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: handleType >> shift))
    }
    return bytes + handle
  }
}
