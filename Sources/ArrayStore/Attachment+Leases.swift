import MappedFiles

// Methods, and not inlined: who calls them holds the attachment, and so references to its file and
// its leases need not be counted.
extension Attachment {
  /// Takes a lease if nobody is in the way.
  ///
  /// - Throws: ``LeaseRefusal``.
  @inline(never)
  func take(_ claim: inout LeaseClaim) throws(LeaseRefusal) -> Bool {
    let isTaken = file.leaseTable.withExisting { (try? $0.take(&claim, self)) ?? false }
    if isTaken == true { return true }
    // What the matter is, nobody need be quick to say.
    return try file.leases.take(&claim, self)
  }

  /// Lets go of a lease that this process took.
  @inline(never)
  func release(_ number: Int) {
    file.leaseTable.withExisting { $0.release(number) }
  }

  /// Counts a lease as another thread's.
  func hand(_ number: Int, to thread: Int) {
    file.leaseTable.withExisting { $0.monitor.withLock { $0.hand(number, to: thread) } }
  }
}
