/// What a worker counts, in the columns of its row of `counts`; the campaign knows the same order.
enum SoakCount: Int, CaseIterable {
  /// Arrays that have got their name.
  case created
  /// Rows of boards that were read under a lease, whole.
  case read
  /// Such rows that were neither whole nor marked as being written: there must be none.
  case torn
  /// Such rows whose writer was killed while it wrote them.
  case abandoned
  /// Rows of boards that were written.
  case written
  /// Arrays of others that were attached and found whole.
  case attached
  /// Arrays of others that were not whole: there must be none.
  case broken
  /// The last persistent array of this worker, by number, that is there for certain.
  case lastKept
  /// The last persistent array of this worker, by number, that it may have removed.
  case lastRemoved
  /// Collections.
  case collected
}
