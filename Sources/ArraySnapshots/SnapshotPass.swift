import ArrayStore

/// What one complete reading of an array found.
struct SnapshotPass {
  /// How the array lay at its beginning.
  let state: ArraySource.State
  /// The checksum of the elements of each frame.
  var checksums: [UInt32] = []
  /// The frames that it made, with the header's; none when it only looked.
  var entries: [SeekTable.Entry] = []

  init(_ state: ArraySource.State) {
    self.state = state
  }

  /// In how many frames something has changed since another pass.
  func changes(since other: SnapshotPass) -> Int {
    let common = zip(checksums, other.checksums)
    let changed = common.reduce(0) { $0 + ($1.0 == $1.1 ? 0 : 1) }
    return changed + abs(checksums.count - other.checksums.count) + (state == other.state ? 0 : 1)
  }
}
