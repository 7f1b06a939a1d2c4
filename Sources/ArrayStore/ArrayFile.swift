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
  private let headerTurn = Guarded<Void>(())
  private let growthTurn = Guarded<Void>(())
  /// The thread whose turn it is to grow; 0 for none.
  private let growingThread = Atomic<UInt>(0)

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
    try headerTurn.withLock { _ throws(ArrayStoreError) in try body() }
  }

  /// Keeps other threads from growing through this descriptor during a call.
  ///
  /// - Precondition: this thread is not growing already.
  func withGrowthTurn<Result: Sendable, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let thread = UInt(pthread_self())
    precondition(
      growingThread.load(ordering: .relaxed) != thread,
      "an array is made longer by the closure that fills its new rows: return from it first")
    return try growthTurn.withLock { _ throws(Failure) in
      growingThread.store(thread, ordering: .relaxed)
      defer { growingThread.store(0, ordering: .relaxed) }
      return try body()
    }
  }
}
