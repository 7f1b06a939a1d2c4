public import MappedFiles

extension SharedArray {
  /// Looks for the processes that have an array's file mapped or open, numpy's and others' too.
  ///
  /// It is a look and not a lock: others may attach the array while it is read. A process that
  /// attached an array of that name before it was replaced has another file, and is not found.
  ///
  /// - Parameter location: the array, raw arrays too.
  /// - Returns: the processes, this one among them, and how many could not be looked into.
  /// - Throws: ``ArrayStoreError`` `.notFound`, `.notInRoot`, `.notRegularFile`; `.system` when
  ///   `/proc` cannot be read.
  /// - Complexity: O(mappings and descriptors of all processes).
  public static func users(of location: ArrayLocation) throws(ArrayStoreError) -> FileUsers {
    let status: FileStatus
    do {
      status = try FileStatus(path: location.path)
    } catch {
      throw ArrayStoreError("look for the users of", location, error)
    }
    guard status.kind == .regularFile else {
      throw .notRegularFile(location.description, status.kind)
    }
    do {
      return try FileUsers(of: status)
    } catch {
      throw .system(action: "look for the users of", name: location.description, error)
    }
  }
}

extension ArrayListing {
  /// Looks for the processes that have the entries mapped or open, all in one go.
  ///
  /// - Returns: the users of each entry, in the order of ``entries``.
  /// - Throws: ``ArrayStoreError`` `.system`, when `/proc` cannot be read.
  /// - Complexity: O(mappings and descriptors of all processes).
  public func users() throws(ArrayStoreError) -> [FileUsers] {
    do {
      return try FileUsers.scan(for: entries.map(\.status))
    } catch {
      throw .system(action: "look for the users of", name: "/proc", error)
    }
  }
}
