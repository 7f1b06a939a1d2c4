import Glibc
import MappedFiles

extension ForeignSegments {
  /// Which segments to remove.
  ///
  /// The defaults are the safe choice.
  public struct Options: Sendable {
    /// What may be removed when nobody uses it.
    public enum Scope: Sendable {
      /// Only what its maker means to go with its processes: ``ForeignSegment/isTemporary``.
      case temporary
      /// Whatever is of a known kind: also semaphores, lists and arrays of SharedArray that may be
      /// meant to stay.
      case allKinds
    }

    /// Whether nothing is removed at all.
    public var isDryRun = false
    /// What may be removed when nobody uses it.
    public var scope = Scope.temporary
    /// Whose segments may be removed.
    public var owners = SharedArray.Owners.own
    /// How long ago a segment must have been made or written, in seconds.
    ///
    /// Between its maker's letting go of it and its receiver's attaching it nobody has it open. Stores
    /// into a mapping do not count as writing.
    public var minimumAge = 60
    /// Whether to go on when there are processes that could not be looked into, one of which may use
    /// the segment; in a container those of others count as one.
    public var ignoresUnknownProcesses = false

    /// The defaults: temporary ones of this user, made a minute ago, removed only when every process
    /// could be looked into.
    public init() {}

    /// Why a segment is not to be removed; nil when nothing speaks against it.
    func reasonToKeep(
      _ segment: ForeignSegment, _ status: FileStatus, _ users: FileUsers, unseen: Int
    ) -> Reason? {
      if status.kind != .regularFile { return .notRegularFile(status.kind) }
      // iceoryx2 has its own way to find and remove what dead processes left, which needs the files.
      if segment.kind == .unknown || segment.kind == .iceoryx2 { return .notOurs(segment.kind) }
      if !users.users.isEmpty { return .used(by: users.users.map(\.process)) }
      if owners == .own, status.owner != geteuid() { return .otherOwner(status.owner) }
      if scope == .temporary, !segment.isTemporary { return .mayBeMeantToStay }
      if status.ageInSeconds < minimumAge {
        return .young(seconds: status.ageInSeconds, minimum: minimumAge)
      }
      let unknownCount = users.unknownCount + unseen
      if unknownCount > 0, !ignoresUnknownProcesses { return .unknownProcesses(unknownCount) }
      return nil
    }
  }
}
