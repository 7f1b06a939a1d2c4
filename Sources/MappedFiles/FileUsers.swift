/// The processes that have a file mapped or open, as `/proc` showed them one after the other.
///
/// It is a look, not a lock: by the time it is read, others may have come and gone. Not seen, and
/// not counted either, are the processes that this one's `/proc` does not show: those of another
/// container, and of other users where it is mounted with `hidepid`.
public struct FileUsers: Hashable, Sendable {
  /// The processes, by id; this one among them.
  public let users: [FileUser]
  /// How many more there are that the kernel did not let this process look into: other users', and
  /// those with more privileges.
  public let unknownCount: Int
}

extension FileUsers {
  /// Looks for the processes that have a file mapped or open.
  ///
  /// - Parameter file: its status, which tells it from others whatever its name is by then.
  /// - Throws: as ``scan(for:)``.
  /// - Complexity: as ``scan(for:)``.
  public init(of file: FileStatus) throws(SystemCallError) {
    var search = ProcessSearch(for: [file])
    try search.run()
    self = search.users(ofFileAt: 0)
  }

  /// Looks for the processes that have any of many files mapped or open, in one go.
  ///
  /// A process counts once, however many threads, mappings and descriptors it has. One that ends
  /// meanwhile is left out.
  ///
  /// Source: `maps`, `map_files`, `fd` and `task` of proc(5).
  ///
  /// - Parameter files: their statuses.
  /// - Returns: the users of each file, in the order of the files.
  /// - Throws: ``SystemCallError``, when `/proc` cannot be listed.
  /// - Complexity: O(mappings and descriptors of all processes); the number of files adds next to
  /// nothing.
  public static func scan(for files: [FileStatus]) throws(SystemCallError) -> [FileUsers] {
    if files.isEmpty { return [] }
    var search = ProcessSearch(for: files)
    try search.run()
    return files.indices.map { search.users(ofFileAt: $0) }
  }
}
