import MappedFiles
import QueueLayout

extension ArrayListing {
  /// A queue, as its control file says.
  public struct Queue: Sendable {
    /// How many messages can be on their way at a time.
    public let payloadCount: Int
    /// How much the elements of a message may take, in bytes.
    public let payloadBytes: Int
    /// How many messages had been sent and not received.
    public let depth: Int
    /// Whether the queue was closed: nothing more can be sent.
    public let isClosed: Bool
    /// The private directory with its payloads, which are `.npy` files.
    public let directory: String

    /// Reads a control file; nil when the file is none.
    init?(path: String, in root: String, _ status: FileStatus) {
      guard let file = try? OwnedFile(opening: path),
        let page = try? file.bytes(0..<QueueGeometry.head + 8),
        let geometry = try? QueueGeometry(
          parsing: Array(page.prefix(QueueGeometry.bytes)), fileBytes: status.size),
        page.count == QueueGeometry.head + 8
      else { return nil }
      let tail = QueueTail(word: page.number(at: QueueGeometry.tail))
      let head: UInt64 = page.number(at: QueueGeometry.head)
      payloadCount = geometry.payloadCount
      payloadBytes = geometry.payloadBytes
      // The two are not of one instant, and a file that was damaged may say anything.
      depth =
        tail.position < head ? 0 : Int(min(tail.position - head, UInt64(geometry.payloadCount)))
      isClosed = tail.isClosed
      directory = QueueDirectory.path(geometry.identifier, in: ArrayRoot(path: root))
    }
  }
}
