import CShims
import Glibc
import Synchronization

/// The two words by which the senders, or the receivers, of all processes sleep and are woken.
///
/// Source: `Tools/models/queue/PROTOCOL.md`, section 5.
@safe
struct WaitingSide: @unchecked Sendable {
  // Sendable: every access is atomic.

  /// Whether somebody sleeps, or is about to.
  private let waiting: UnsafeMutablePointer<Atomic<UInt32>>
  /// The futex: another number after each waking.
  private let turn: UnsafeMutablePointer<Atomic<UInt32>>

  init(waiting: UnsafeMutableRawPointer, turn: UnsafeMutableRawPointer) {
    unsafe self.waiting = unsafe waiting.assumingMemoryBound(to: Atomic<UInt32>.self)
    unsafe self.turn = unsafe turn.assumingMemoryBound(to: Atomic<UInt32>.self)
  }

  /// Wakes all who wait for what this thread has just stored.
  ///
  /// - Parameter isExchanged: whether it has exchanged a word since, which on x86-64 is a fence.
  func signal(isExchanged: Bool = false) {
    // Between the caller's store and the load of the flag. Pairs with the fence of `sleep`: either
    // this load sees the sleeper's flag, or the sleeper's check sees the store.
    #if arch(x86_64)
      if !isExchanged { atomicMemoryFence(ordering: .sequentiallyConsistent) }
    #else
      atomicMemoryFence(ordering: .sequentiallyConsistent)
    #endif
    guard unsafe waiting.pointee.load(ordering: .relaxed) != 0 else { return }
    // The flag is cleared before the turn changes: the other way round it could clear that of one
    // who has read the new turn, and whom nobody would wake then.
    _ = unsafe waiting.pointee.exchange(0, ordering: .acquiringAndReleasing)
    // Pairs with the acquiring load of `sleep`.
    unsafe turn.pointee.wrappingAdd(1, ordering: .releasing)
    _ = unsafe shim_futex_wake(turn)
  }

  /// Sleeps until the next signal, unless there is something to do already.
  ///
  /// - Parameters:
  ///   - nanoseconds: the longest time.
  ///   - isReady: whether there is something to do.
  /// - Returns: whether there was; after a sleep it is not asked.
  func sleep(upTo nanoseconds: Int64, unless isReady: () -> Bool) -> Bool {
    // Before the flag is set: a signal after that changes the turn, and the kernel does not sleep.
    // Pairs with the releasing addition of `signal`.
    let key = unsafe turn.pointee.load(ordering: .acquiring)
    unsafe waiting.pointee.store(1, ordering: .relaxed)
    // Pairs with the fence of `signal`.
    atomicMemoryFence(ordering: .sequentiallyConsistent)
    if isReady() { return true }
    _ = unsafe shim_futex_wait(turn, key, nanoseconds)
    return false
  }
}
