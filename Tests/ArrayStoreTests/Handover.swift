import NPYShare
import Synchronization

/// A lease that one thread takes and another one lets go of.
final class Handover: Sendable {
  private let lease: Mutex<ArrayLease?>

  init(_ lease: consuming ArrayLease) {
    self.lease = Mutex(consume lease)
  }

  func end() {
    lease.withLock { $0 = nil }
  }
}
