/// A process that has a file mapped or open.
public struct FileUser: Hashable, Sendable {
  /// Its process id.
  public let process: Int32
  /// The name of its command: at most 15 bytes, which the process chooses.
  public let command: String
  /// The user id that it acts as.
  public let user: UInt32
  /// What its mappings of the file allow; empty when it has the file open and nothing mapped.
  public let protections: Set<Mapping.Protection>
  /// How much of its address space the file takes, in bytes: whole pages, and those that are mapped
  /// twice count twice.
  public let mappedBytes: Int
  /// Whether one of its descriptors is open on the file.
  public let isOpen: Bool
}

/// What has been found so far of one process's use of one file.
struct FileUse {
  var protections: Set<Mapping.Protection> = []
  var mappedBytes = 0
  var isOpen = false

  /// Counts a mapping of the file.
  mutating func add(_ line: MapsLine) {
    protections.insert(
      !line.isWritable ? .readOnly : line.isShared ? .readWrite : .privateCopy)
    mappedBytes += Int(clamping: line.end &- line.start)
  }
}
