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
      /// Something that another program made.
      case foreign(ForeignSegment)
      /// Not a regular file.
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
    entries = names.names.filter { !$0.hasPrefix(".") }.sorted().compactMap { name in
      let path = "\(root.path)/\(name)"
      guard let status = try? FileStatus(path: path) else { return nil }
      return Entry(name: name, status: status, content: Self.content(name, path, status))
    }
  }

  private static func content(
    _ name: String, _ path: String, _ status: FileStatus
  ) -> Entry.Content {
    guard status.kind == .regularFile else { return .other(status.kind) }
    do throws(ArrayStoreError) {
      let format = try ArrayInspection(path: path, links: .refused).format
      // Without a version there is no magic either: not a .npy image at all.
      return format.version == nil
        ? .foreign(ForeignSegment(name: name, path: path, size: status.size)) : .array(format)
    } catch {
      return .unreadable(error.description)
    }
  }
}
