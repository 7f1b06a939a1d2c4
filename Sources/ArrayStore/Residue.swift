import MappedFiles
import Synchronization

/// The temporary names that writers leave behind when they are killed while replacing an array.
enum Residue {
  private static let seen = Mutex<Set<String>>([])

  /// Removes the ones of dead writers from a directory: always, or the first time that this process
  /// comes to the directory, so that making many arrays in one place lists it once.
  ///
  /// A directory that is not there, or may not be listed, has nothing to remove.
  static func clear(_ directory: String, always: Bool = false) {
    let isNew = seen.withLock { $0.insert(directory).inserted }
    if always || isNew { try? PendingFile.removeAbandoned(in: directory) }
  }
}
