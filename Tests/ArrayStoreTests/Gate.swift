import Glibc
import MappedFiles
import NPYShare
import Testing

/// The byte that shows that somebody waits for an exclusive lease, looked at from outside.
final class Gate: Sendable {
  private let file: OwnedFile
  private let byte: Range<Int>

  init(of array: SharedArray) throws {
    file = try OwnedFile(opening: array.location.path, access: .readWrite)
    byte = array.layout.dataOffset - 1..<array.layout.dataOffset
  }

  /// Whether a writer waits now.
  var isClosed: Bool {
    get throws { try file.isLocked(against: .shared, byte) }
  }

  func waitUntilAWriterWaits() throws {
    while try !isClosed { sched_yield() }
  }
}
