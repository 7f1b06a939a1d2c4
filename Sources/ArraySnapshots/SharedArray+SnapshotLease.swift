import ArrayStore
import MappedFiles

extension SharedArray {
  /// Holds a lease on the whole array during a call: shared while a snapshot is taken, exclusive
  /// while one is restored into the array.
  ///
  /// Stores into a private copy are nobody else's business; what it has not stored is still the
  /// array's.
  ///
  /// - Throws: ``SnapshotError`` `.array` with `.leaseTimedOut`; what `body` throws.
  func withSnapshotLease<Result>(
    _ kind: ArrayLease.Kind, timeout: Duration?, _ body: () throws(SnapshotError) -> Result
  ) throws(SnapshotError) -> Result {
    if access == .privateCopy, kind == .exclusive { return try body() }
    let lease: ArrayLease
    do {
      lease = try self.lease(kind, timeout: timeout)
    } catch {
      throw .array(error)
    }
    let result = try body()
    lease.release()
    return result
  }
}
