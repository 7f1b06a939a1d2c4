public import MappedFiles
public import NPYFormat

/// What stands in the root.
public struct ArrayListing: Sendable {
  /// One name in the root.
  public struct Entry: Sendable {
    /// What a name leads to.
    public enum Content: Sendable {
      /// A `.npy` image, with what is wrong with it, if anything.
      case array(NPYInspection)
      /// A queue, through which processes hand each other arrays.
      case queue(Queue)
      /// Something that another program made.
      case foreign(ForeignSegment)
      /// Not a regular file, and nothing known to be of another program.
      case other(FileStatus.Kind)
      /// The kernel does not let this process look.
      case unreadable(String)
    }

    /// The name, which is also the array's location.
    public let name: String
    /// What the kernel says of the file.
    public let status: FileStatus
    /// What the file is.
    public let content: Content
    /// Who owns it; nil when it is persistent, or somebody's whose journals may not be read.
    public let owner: Owner?
    /// The leases on its elements; nil when the kernel does not say.
    public let leases: LeaseCounts?
  }

  /// Who owns an array, and how long it stays.
  public struct Owner: Sendable {
    /// The scope that it is written down in.
    public let scope: ScopeStatus
    /// How long it stays.
    public let lifetime: ArrayLifetime
  }

  /// How many leases are held on an array.
  public struct LeaseCounts: Hashable, Sendable {
    /// Those that others may hold as well; a handle's overlapping ones count once.
    public let shared: Int
    /// Those that nobody else may.
    public let exclusive: Int
  }

  /// The entries, by name.
  public let entries: [Entry]
  /// How many more there are whose names are not UTF-8.
  public let undecodableCount: Int

  /// Lists a root, after clearing away what dead writers left in it.
  ///
  /// Not atomic: what appears or goes meanwhile may be missing.
  ///
  /// - Throws: ``ArrayStoreError`` `.notFound` where no directory is, `.system`.
  /// - Complexity: O(names), a few system calls each.
  public init(root: ArrayRoot = .standard) throws(ArrayStoreError) {
    Residue.clear(root.path, always: true)
    let names: DirectoryNames
    do {
      names = try DirectoryNames(of: root.path)
    } catch {
      throw ArrayStoreError("list", path: root.path, error)
    }
    undecodableCount = names.undecodableCount
    let owners = ArrayOwners(root: root)
    let locks = try? LockTable()
    entries = names.names.filter { !$0.hasPrefix(".") }.sorted().compactMap { name in
      let path = "\(root.path)/\(name)"
      guard let status = try? FileStatus(path: path) else { return nil }
      let content = Self.content(name, path, in: root.path, status)
      return Entry(
        name: name, status: status, content: content, owner: owners.owner(of: name, at: path),
        leases: locks.map { Self.leases($0.locks(of: status), content) })
    }
  }

  /// Counts the locks that lie on elements.
  private static func leases(
    _ locks: [LockTable.Entry], _ content: Entry.Content
  ) -> LeaseCounts {
    guard case .array(let format) = content, let header = format.header else {
      return LeaseCounts(shared: 0, exclusive: 0)
    }
    let leases = locks.filter {
      $0.bytes.upperBound >= header.dataOffset && LockedBytes.isLease($0.bytes)
    }
    return LeaseCounts(
      shared: leases.count { $0.lock == .shared },
      exclusive: leases.count { $0.lock == .exclusive })
  }

  private static func content(
    _ name: String, _ path: String, in root: String, _ status: FileStatus
  ) -> Entry.Content {
    guard status.kind == .regularFile else {
      let folder = status.kind == .directory ? ForeignSegment(directory: name) : nil
      return folder.map(Entry.Content.foreign) ?? .other(status.kind)
    }
    do throws(ArrayStoreError) {
      let format = try ArrayInspection(path: path, links: .refused).format
      // Without a version there is no magic either: not a .npy image at all.
      if format.version != nil { return .array(format) }
      if let queue = Queue(path: path, in: root, status) { return .queue(queue) }
      return .foreign(ForeignSegment(name: name, path: path, size: status.size))
    } catch {
      return .unreadable(error.description)
    }
  }
}
