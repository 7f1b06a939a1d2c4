import Glibc
import MappedFiles
import Synchronization

/// An array's open file, which the locks of a handle belong to.
///
/// One for all the states of a growing array that the handle maps in turn. The kernel tells
/// descriptors apart and not threads, so the threads that use one wait for each other here first.
final class ArrayFile: Sendable {
  let descriptor: OwnedFile
  let leaseTable = PerProcess<LeaseTable>()
  private let lockFile = PerProcess<LockFile>()
  private let turns = PerProcess<Turns>()

  /// The turns of the threads that use this descriptor; made by the first that needs one, which few
  /// handles do.
  private final class Turns: Sendable {
    let header = Guarded<Void>(())
    let growth = Guarded<Void>(())
    /// The thread whose turn it is to grow; 0 for none.
    let growingThread = Atomic<UInt>(0)
  }

  init(_ descriptor: consuming OwnedFile) {
    self.descriptor = descriptor
  }

  /// The leases of this process's threads that use the file through this handle.
  var leases: LeaseTable {
    get throws(LeaseRefusal) {
      try leaseTable.value { () throws(LeaseRefusal) in
        do throws(SystemCallError) {
          return try LeaseTable(locks)
        } catch {
          throw .system(error)
        }
      }
    }
  }

  /// The file, to hold locks on it that end with this process.
  var locks: LockFile {
    get throws(SystemCallError) {
      try lockFile.value { () throws(SystemCallError) in try LockFile(of: descriptor) }
    }
  }

  /// Keeps other threads from taking the shape lock through this descriptor during a call: to the
  /// kernel a second one would take the place of the first.
  func withHeaderTurn<Result: Sendable>(
    _ body: () throws(ArrayStoreError) -> Result
  ) throws(ArrayStoreError) -> Result {
    try turns.value { Turns() }.header.withLock { _ throws(ArrayStoreError) in try body() }
  }

  /// Keeps other threads from growing through this descriptor during a call.
  ///
  /// - Precondition: this thread is not growing already.
  func withGrowthTurn<Result: Sendable, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let thread = UInt(pthread_self())
    let turns = turns.value { Turns() }
    precondition(
      turns.growingThread.load(ordering: .relaxed) != thread,
      "an array is made longer by the closure that fills its new rows: return from it first")
    return try turns.growth.withLock { _ throws(Failure) in
      turns.growingThread.store(thread, ordering: .relaxed)
      defer { turns.growingThread.store(0, ordering: .relaxed) }
      return try body()
    }
  }
}
