import QueueLayout

/// Why the first page of a file is not that of a queue that can be used.
public enum GeometryProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// It does not begin as a queue's control file does.
  case notAQueue
  /// It is of another version of the format.
  case version(UInt64)
  /// Its checksum is another one: it was altered.
  case checksum
  /// Its counts and sizes are none that a queue can have.
  case numbers
  /// The file is longer or shorter than its counts ask for, in bytes.
  case size(needed: Int, found: Int)

  /// It is not the control file in its queue's own directory, but a copy of one.
  case noPayloads

  /// One line that says what is wrong.
  public var description: String {
    switch self {
    case .notAQueue: "it does not begin as a queue does"
    case .version(let version):
      "it is of version \(version) of the format; this program knows version \(QueueGeometry.version)"
    case .checksum: "its first page does not fit its checksum: it was altered"
    case .numbers: "its counts and sizes are none that a queue can have"
    case .noPayloads: "it is a copy: its queue's own directory does not have it"
    case .size(let needed, let found): "it has \(found) bytes and needs \(needed)"
    }
  }
}
