import MappedFiles

extension CreationOptions {
  /// From this size on an array is worth the look at the machine's memory, 20 microseconds.
  private static let largeBytes = 16 << 20

  /// Refuses, before any work is done, what would be refused in the end: a name that is taken, the
  /// replacement of anything but a regular file, and on a file system in memory what does not fit.
  ///
  /// Memory is everybody's: an array must not first take all of it and then fail. On a disk the room
  /// is not certain beforehand (a file system may compress), so there the attempt itself tells.
  func check(
    _ location: ArrayLocation, _ action: String, needed: Int
  ) throws(ArrayStoreError) {
    if let status = try? FileStatus(path: location.path) {
      if status.kind != .regularFile {
        throw .notRegularFile(location.description, status.kind)
      }
      if onConflict == .refuse { throw .alreadyExists(location) }
    }
    if needed >= Self.largeBytes, let space = try? FileSystemSpace.holding(location.directory),
      space.isMemory, space.freeBytes < needed
    {
      throw .noSpace(location, action: action, needed: needed, free: space.freeBytes)
    }
  }
}
