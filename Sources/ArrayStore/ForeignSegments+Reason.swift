public import MappedFiles

extension ForeignSegments {
  /// Why a segment stays.
  public enum Reason: Hashable, Sendable, CustomStringConvertible {
    /// Processes have it mapped or open; their ids.
    case used(by: [Int32])
    /// So many processes could not be looked into, and one of them may use it.
    case unknownProcesses(Int)
    /// It may be meant to stay.
    case mayBeMeantToStay
    /// Only regular files are removed.
    case notRegularFile(FileStatus.Kind)
    /// Segments of this kind are never removed here.
    case notOurs(ForeignSegment.Kind)
    /// It belongs to another user.
    case otherOwner(UInt32)
    /// It was made or written so many seconds ago.
    case young(seconds: Int, minimum: Int)
    /// It was changed, replaced or removed while this was looked at.
    case changed
    /// The kernel refused to remove it.
    case refused(SystemCallError)

    /// A few words, with the remedy where there is one.
    public var description: String {
      switch self {
      case .used(let processes):
        "used by \(processes.count == 1 ? "process" : "processes") \(processes.map(String.init).joined(separator: ", "))"
      case .unknownProcesses(let count):
        "\(count) \(count == 1 ? "process" : "processes") could not be looked into and may use it; run as root, or say that they do not matter"
      case .mayBeMeantToStay: "nobody uses it, but it may be meant to stay"
      case .notRegularFile(let kind): "a \(kind.rawValue)"
      case .notOurs(.iceoryx2): "iceoryx2 removes what is left itself"
      case .notOurs: "nothing says whose it is"
      case .otherOwner(let owner): "belongs to user \(owner)"
      case .young(let seconds, let minimum):
        "only \(seconds) s old, and \(minimum) s are asked for"
      case .changed: "changed meanwhile"
      case .refused(let error): "\(error)"
      }
    }
  }
}
