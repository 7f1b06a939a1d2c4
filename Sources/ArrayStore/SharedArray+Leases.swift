public import MappedFiles

extension SharedArray {
  /// Takes a lease, and waits as long as somebody holds one that is in the way.
  ///
  /// Shared leases are held together; an exclusive one excludes every other on the same rows. They
  /// are locks on the bytes of the rows (`fcntl` with `F_OFD_SETLK`), so that any program takes part
  /// that takes the same, and none else is kept from anything: numpy takes no leases. Rows that a
  /// growing array has not yet are part of a lease on the whole array.
  ///
  /// Who asks while an exclusive lease is waited for comes after it, but for one shared lease through
  /// each handle, which may still come before it.
  ///
  /// - Important: Until it is released the lease counts as the calling thread's. Who holds one and
  ///   asks for another must do so in the same order as everybody else: nobody notices when two
  ///   wait for each other. In tasks use the calls that are `async`.
  /// - Parameters:
  ///   - kind: shared to read, exclusive to store.
  ///   - rows: a range of the outermost axis: the first one in C order, the last one in Fortran
  ///     order. The whole array for nil. No rows are a lease on nothing.
  ///   - timeout: how long to wait; without end for nil.
  /// - Returns: the lease, which ends when it is let go of.
  /// - Throws: ``ArrayStoreError`` `.notWritable` for an exclusive lease with another access than
  ///   `.readWrite`; `.rowsOutOfRange`; `.leaseTimedOut`; `.leaseHeldByThisThread` when the thread
  ///   would wait for itself; `.system` where the file system has no locks.
  /// - Complexity: two or three system calls when nobody is in the way, for its end too.
  public func lease(
    _ kind: ArrayLease.Kind, rows: Range<Int>? = nil, timeout: Duration? = nil
  ) throws(ArrayStoreError) -> ArrayLease {
    try lease(kind, try part(rows), timeout)
  }

  /// Takes a lease unless somebody is in the way.
  ///
  /// - Returns: the lease; nil when somebody holds one that is in the way, or waits for an exclusive
  ///   one.
  /// - Throws: ``ArrayStoreError`` as ``lease(_:rows:timeout:)``.
  public func tryLease(
    _ kind: ArrayLease.Kind, rows: Range<Int>? = nil
  ) throws(ArrayStoreError) -> ArrayLease? {
    try tryLease(kind, try part(rows))
  }
}

extension SharedArray {
  /// Finds some rows of what is attached now.
  func part(_ rows: Range<Int>?) throws(ArrayStoreError) -> ArrayPart {
    let attachment = try attachment
    if let rows, !attachment.layout.hasRows(rows) {
      throw .rowsOutOfRange(location, rows, rowCount: attachment.layout.rowCount)
    }
    return ArrayPart(rows, of: attachment)
  }

  func lease(
    _ kind: ArrayLease.Kind, _ part: consuming ArrayPart, _ timeout: Duration?
  ) throws(ArrayStoreError) -> ArrayLease {
    let claim = try claim(kind, part, timeout)
    return ArrayLease(claim, part)
  }

  func tryLease(
    _ kind: ArrayLease.Kind, _ part: consuming ArrayPart
  ) throws(ArrayStoreError) -> ArrayLease? {
    guard let claim = try tryClaim(kind, part) else { return nil }
    return ArrayLease(claim, part)
  }

  /// The same in a task, without a thread that waits.
  nonisolated(nonsending) func leaseAsTask(
    _ kind: ArrayLease.Kind, _ part: ArrayPart, _ timeout: Duration?
  ) async throws -> ArrayLease {
    try Task.checkCancellation()
    try checkAccess(kind)
    var claim = LeaseClaim(kind, part, thread: LeaseClaim.noThread)
    if part.lock.isEmpty { return ArrayLease(claim, part) }
    do {
      if try !part.attachment.take(&claim) {
        try await LeaseRequest(claim, part.attachment).waitAsTask(upTo: timeout)
      }
      return ArrayLease(claim, part)
    } catch let refusal as LeaseRefusal {
      throw ArrayStoreError(refusal, of: claim, on: location)
    }
  }

  private func claim(
    _ kind: ArrayLease.Kind, _ part: ArrayPart, _ timeout: Duration?
  ) throws(ArrayStoreError) -> LeaseClaim {
    try checkAccess(kind)
    var claim = LeaseClaim(kind, part, thread: ThreadNumber.current)
    if part.lock.isEmpty { return claim }
    do throws(LeaseRefusal) {
      if try !part.attachment.take(&claim) {
        var request = try LeaseRequest(claim, part.attachment)
        try request.wait(upTo: timeout)
      }
      return claim
    } catch {
      throw ArrayStoreError(error, of: claim, on: location)
    }
  }

  private func tryClaim(
    _ kind: ArrayLease.Kind, _ part: ArrayPart
  ) throws(ArrayStoreError) -> LeaseClaim? {
    try checkAccess(kind)
    var claim = LeaseClaim(kind, part, thread: ThreadNumber.current)
    claim.isTrial = true
    if part.lock.isEmpty { return claim }
    do throws(LeaseRefusal) {
      return try part.attachment.take(&claim) ? claim : nil
    } catch {
      throw ArrayStoreError(error, of: claim, on: location)
    }
  }

  private func checkAccess(_ kind: ArrayLease.Kind) throws(ArrayStoreError) {
    if kind == .exclusive, access != .readWrite { throw .notWritable(location) }
  }
}
