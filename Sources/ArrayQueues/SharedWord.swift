import Synchronization

/// A word of 64 bits in memory that processes share.
///
/// Each way to load and to store it has its memory order in its name; the access that it pairs with
/// stands where it is used. The word is there as long as the ``QueueWords`` that lent it.
@safe
struct SharedWord: @unchecked Sendable {
  // Sendable: every access is atomic.
  private let address: UnsafeMutablePointer<Atomic<UInt64>>

  init(_ address: UnsafeMutableRawPointer) {
    unsafe self.address = unsafe address.assumingMemoryBound(to: Atomic<UInt64>.self)
  }

  @inline(__always) func loadRelaxed() -> UInt64 {
    unsafe address.pointee.load(ordering: .relaxed)
  }

  @inline(__always) func loadAcquiring() -> UInt64 {
    unsafe address.pointee.load(ordering: .acquiring)
  }

  @inline(__always) func storeRelaxed(_ value: UInt64) {
    unsafe address.pointee.store(value, ordering: .relaxed)
  }

  @inline(__always) func storeReleasing(_ value: UInt64) {
    unsafe address.pointee.store(value, ordering: .releasing)
  }

  /// Replaces one value by another, acquiring; false when it is neither any more.
  @inline(__always) func replaceAcquiring(_ old: UInt64, with new: UInt64) -> Bool {
    unsafe address.pointee.compareExchange(
      expected: old, desired: new, successOrdering: .acquiring, failureOrdering: .relaxed
    ).exchanged
  }

  /// Replaces one value by another, acquiring and releasing; false when it is neither any more.
  @inline(__always) func replace(_ old: UInt64, with new: UInt64) -> Bool {
    unsafe address.pointee.compareExchange(
      expected: old, desired: new, ordering: .acquiringAndReleasing
    ).exchanged
  }

  /// Sets bits, acquiring and releasing.
  @inline(__always) func insert(_ bits: UInt64) {
    unsafe address.pointee.bitwiseOr(bits, ordering: .acquiringAndReleasing)
  }

  /// Counts one more, acquiring and releasing.
  @inline(__always) @discardableResult func increment() -> UInt64 {
    unsafe address.pointee.wrappingAdd(1, ordering: .acquiringAndReleasing).newValue
  }
}
