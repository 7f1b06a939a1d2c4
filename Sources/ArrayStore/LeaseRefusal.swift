import MappedFiles

/// Why a lease is not to be had, before anybody has named the array.
enum LeaseRefusal: Error {
  /// The thread holds this one, and would wait for itself.
  case heldByThisThread(LeaseClaim)
  case timedOut(after: Duration)
  case system(SystemCallError)
}

extension ArrayStoreError {
  init(_ refusal: LeaseRefusal, of claim: LeaseClaim, on location: ArrayLocation) {
    switch refusal {
    case .heldByThisThread(let held):
      self = .leaseHeldByThisThread(
        location, held: held.kind, heldRows: held.rows, asked: claim.kind, askedRows: claim.rows)
    case .timedOut(let timeout):
      self = .leaseTimedOut(location, claim.kind, claim.rows, after: timeout)
    case .system(let error):
      self = .refused("lease", location.description, error)
    }
  }
}
