import ArrayStore
import MappedFiles

extension SharedArray {
  /// Holds a lease on the whole array during a call: shared while a snapshot is taken, exclusive
  /// while one is restored into the array.
  ///
  /// A private copy is this process's alone.
  func withSnapshotLease<Result>(
    _ kind: ArrayLease.Kind, _ body: () throws(SnapshotError) -> Result
  ) throws(SnapshotError) -> Result {
    if access == .privateCopy { return try body() }
    let lease: ArrayLease
    do {
      lease = try self.lease(kind)
    } catch {
      throw .array(error)
    }
    let result = try body()
    lease.release()
    return result
  }
}
