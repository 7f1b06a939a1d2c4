// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation
// npyshare.h documents the calls.

import ArrayStore
import CNPYShare
import MappedFiles

// npyshare.h, "Leases".

/// A lease that lasts until it is ended.
final class LeaseHandle: Handle {
  private let lease: Guarded<ArrayLease?>

  init(_ lease: consuming ArrayLease) {
    self.lease = Guarded(lease)
  }

  func end() {
    let lease = lease.withLock { $0.take() }
    lease?.release()
  }
}

@c @implementation
public func npyshare_lease_take(
  _ array: OpaquePointer?, _ isExclusive: Int32, _ first: Int64, _ end: Int64,
  _ timeout: Double, _ lease: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
  status {
    let place = unsafe try place(lease, "the lease")
    let array = unsafe try Handle.at(array, as: ArrayHandle.self).array
    let kind: ArrayLease.Kind = isExclusive == 0 ? .shared : .exclusive
    guard end < 0 || first >= 0 && first <= end else {
      throw Failure.invalid("rows \(first) to \(end) are no range")
    }
    let rows = end < 0 ? nil : Int(first)..<Int(end)
    let timeout = try duration(timeout)
    let handle: LeaseHandle
    if timeout == .zero {
      guard let taken = try array.tryLease(kind, rows: rows) else {
        throw ArrayStoreError.leaseTimedOut(array.location, kind, rows, after: .zero)
      }
      handle = LeaseHandle(taken)
    } else {
      handle = LeaseHandle(try array.lease(kind, rows: rows, timeout: timeout))
    }
    unsafe place.pointee = unsafe handle.handedOut()
  }
}

@c @implementation
public func npyshare_lease_end(_ lease: OpaquePointer?) -> Int32 {
  status { unsafe try Handle.at(lease, as: LeaseHandle.self).end() }
}
