import MappedFiles

extension CreationOptions {
  /// From this size on an array is worth the look at the machine's memory, 20 microseconds.
  private static let largeBytes = 16 << 20

  /// What a new array asks of its file system.
  enum Demand {
    case reserved
    case written
    case none
  }

  /// Whether an array of so many bytes is made sooner than its name is looked at, which is then done
  /// only after a refusal.
  ///
  /// Making it must cost little and leave nothing: no room that others need, no scope that begins,
  /// nothing that is brought to a disk.
  func isCheckedLate(_ bytes: Int) -> Bool {
    onConflict == .refuse && lifetime == .persistent && !isDurable && bytes < 1 << 20
  }

  /// Refuses what would be refused in the end: before any work is done, or, if
  /// ``isCheckedLate(_:)``, in place of another error.
  ///
  /// That is a name that is taken, the replacement of anything but a regular file, and what does
  /// not fit: an array must not first take all the room that there is, which others need, and then
  /// fail. Only a copy to a disk is not refused, since a file system may compress it.
  func check(
    _ location: ArrayLocation, _ action: String, needed: Int, _ demand: Demand
  ) throws(ArrayStoreError) {
    if let status = try? FileStatus(path: location.path) {
      if status.kind != .regularFile {
        throw .notRegularFile(location.description, status.kind)
      }
      if onConflict == .refuse { throw .alreadyExists(location) }
    }
    try Self.checkSpace(for: location, action, needed: needed, demand)
  }

  /// Refuses what does not fit, if it is large.
  static func checkSpace(
    for location: ArrayLocation, _ action: String, needed: Int, _ demand: Demand
  ) throws(ArrayStoreError) {
    guard demand != .none, needed >= largeBytes,
      let space = try? FileSystemSpace.holding(location.directory),
      demand == .reserved || space.isMemory, space.freeBytes < needed
    else { return }
    throw .noSpace(location, action: action, needed: needed, free: space.freeBytes)
  }
}

extension CreationOptions.Space {
  /// What an array of zeros asks of its file system.
  var demand: CreationOptions.Demand { self == .reserved ? .reserved : .none }
}
