import MappedFiles

/// The temporary names that writers leave behind when they are killed while replacing an array.
package enum Residue {
  private static let clearedAt = Guarded<[String: ContinuousClock.Instant]>([:])

  /// Removes the ones of dead writers from a directory, if this process has not just done so.
  ///
  /// It takes a listing of the directory, so it is done at most once a second: making many arrays
  /// in a large directory must not list it for each.
  ///
  /// - Parameters:
  ///   - directory: where; one that is not there, or may not be listed, has nothing to remove.
  ///   - always: whether to do it all the same.
  package static func clear(_ directory: String, always: Bool = false) {
    let now = ContinuousClock.now
    let isDue = clearedAt.withLock { clearedAt in
      if !always, let last = clearedAt[directory], now - last < .seconds(1) { return false }
      clearedAt[directory] = now
      return true
    }
    if isDue { try? PendingFile.removeAbandoned(in: directory) }
  }
}
