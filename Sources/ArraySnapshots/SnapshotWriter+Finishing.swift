import ArrayStore
import MappedFiles
import NPYFormat

extension SnapshotWriter {
  /// Writes what stands behind the frames, and cuts off what an earlier, longer pass left there.
  ///
  /// - Returns: the size of the snapshot, in bytes.
  /// - Throws: ``SystemCallError``.
  func finish(_ pass: SnapshotPass, begun: Int) throws(SystemCallError) -> Int {
    var end = pass.entries.reduce(0) { $0 + $1.bytes }
    if case .zstd(let level) = options.compression {
      let layout = pass.state.layout
      let known = source.dtype.flatMap { $0.descr == layout.dtype.descr ? $0 : nil }
      let metadata = SnapshotMetadata(
        consistency: options.consistency, level: level, time: begun,
        dtype: (known ?? layout.dtype).ownName,
        frameBytes: FramePlan(pass.state, options).frameBytes)
      var tail = metadata.encoded
      // A frame may hold more than the table has room to say.
      if pass.entries.allSatisfy({ $0.contentBytes <= SeekTable.maximumContentBytes }) {
        let entry = SeekTable.Entry(bytes: tail.count, contentBytes: 0, checksum: nil)
        tail += SeekTable(entries: pass.entries + [entry]).encoded
      }
      try pending.file.write(elements: tail.span, at: end)
      end += tail.count
    }
    try pending.setSparseSize(end)
    return end
  }

  /// Gives the snapshot its name.
  ///
  /// - Throws: ``SystemCallError``, `ArrayStoreError` where the turn to replace cannot be had; nothing
  ///   is left of it then.
  consuming func publish(at location: ArrayLocation, isDurable: Bool) throws {
    let options = options
    let turn = try NamespaceTurn(at: location, isNeeded: options.onConflict == .replace)
    _ = try pending.publish(
      as: location.name, onConflict: options.onConflict, permissions: options.permissions,
      durable: isDurable)
    turn.end()
  }
}
