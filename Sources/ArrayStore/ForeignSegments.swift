public import MappedFiles
import SystemPackage

/// The segments of other programs in a root: which ones nobody uses, and what became of them.
public struct ForeignSegments: Sendable {
  /// One segment.
  public struct Entry: Sendable {
    /// The name in the root.
    public let name: String
    /// What the kernel said of it.
    public let status: FileStatus
    /// What it is.
    public let segment: ForeignSegment
    /// What became of it.
    public let outcome: Outcome
  }

  /// What became of a segment.
  public enum Outcome: Hashable, Sendable {
    /// Its name is removed.
    case removed
    /// No process uses it; a dry run leaves it.
    case unused
    /// It stays.
    case kept(Reason)
  }

  /// The segments, by name.
  public let entries: [Entry]

  /// The ones whose names are removed.
  public var removed: [Entry] { entries.filter { $0.outcome == .removed } }
  /// The ones that nobody uses and that a dry run left.
  public var unused: [Entry] { entries.filter { $0.outcome == .unused } }

  /// Looks for segments that no process has mapped or open, and removes their names.
  ///
  /// Never touched are `.npy` images, directories, what is of no known kind, and what any process
  /// has mapped or open, this one too. Right before a name is removed it is looked at again: a file
  /// that is another one by then, or was changed, stays.
  ///
  /// - Important: A segment whose name waits in a queue, and which nobody has attached meanwhile,
  ///   looks like one that was left behind; so does one that only another container uses, which
  ///   `/proc` here does not show. Look first (``Options/isDryRun``), and see
  ///   ``Options/minimumAge``. Who attaches between the look and the removal keeps what it has; who
  ///   only has the name does not find it.
  /// - Parameters:
  ///   - root: where to look.
  ///   - options: what to remove.
  /// - Returns: every foreign segment in the root with what became of it.
  /// - Throws: ``ArrayStoreError`` `.notFound` where no directory is; `.system` when it or `/proc`
  ///   cannot be listed. Nothing is removed then.
  /// - Complexity: O(names, and mappings and descriptors of all processes).
  public static func collect(
    in root: ArrayRoot = .standard, options: Options = Options()
  ) throws(ArrayStoreError) -> ForeignSegments {
    let found = try ArrayListing(root: root).entries.compactMap { entry in
      if case .foreign(let segment) = entry.content { (entry, segment) } else { nil }
    }
    let users: [FileUsers]
    do {
      users = try FileUsers.scan(for: found.map(\.0.status))
    } catch {
      throw .system(action: "look for the users of what is in", name: root.path, error)
    }
    // Shared memory may be shared with containers whose processes are not in sight.
    let unseen = CurrentProcess.seesAllProcesses ? 0 : 1
    let looks = zip(found, users).map { found, users in
      let (entry, segment) = found
      let reason = options.reasonToKeep(segment, entry.status, users, unseen: unseen)
      return Entry(
        name: entry.name, status: entry.status, segment: segment,
        outcome: reason.map(Outcome.kept) ?? .unused)
    }
    if options.isDryRun || !looks.contains(where: { $0.outcome == .unused }) {
      return ForeignSegments(entries: looks)
    }
    // Nobody who uses npyshare makes another file of a name meanwhile.
    let directory = try? ScopeDirectory(makingIn: root)
    try directory?.lock()
    let entries = looks.map { entry in
      guard entry.outcome == .unused else { return entry }
      return Entry(
        name: entry.name, status: entry.status, segment: entry.segment,
        outcome: remove("\(root.path)/\(entry.name)", if: entry.status))
    }
    directory?.end()
    return ForeignSegments(entries: entries)
  }

  /// Removes a name if what has it is exactly what was looked at.
  static func remove(_ path: String, if status: FileStatus) -> Outcome {
    do throws(SystemCallError) {
      guard try FileStatus(path: path) == status else { return .kept(.changed) }
      try NameRemoval.remove(path)
      return .removed
    } catch {
      return .kept(error.errno == .noSuchFileOrDirectory ? .changed : .refused(error))
    }
  }
}
