public import CShims
public import Synchronization

/// A word of 64 bits in memory that processes share.
///
/// Each way to load and to store it has its memory order in its name; the access that it pairs with
/// stands where it is used. The word is there as long as the ``Mapping`` that it lies in.
@safe
public struct SharedWord: @unchecked Sendable {
  // Sendable: every access is atomic.
  @usableFromInline let address: UnsafeMutablePointer<Atomic<UInt64>>

  /// The word at an address that is a multiple of 8.
  @unsafe
  @inlinable public init(_ address: UnsafeMutableRawPointer) {
    unsafe self.address = unsafe address.assumingMemoryBound(to: Atomic<UInt64>.self)
  }

  /// Lets the processor fetch it, to read it soon.
  @inlinable @inline(__always) public func prefetch() { unsafe shim_prefetch(address) }

  /// Lets the processor fetch it, to store to it soon.
  @inlinable @inline(__always) public func prefetchToStore() {
    unsafe shim_prefetch_to_store(address)
  }

  /// Loads it, ordering nothing.
  @inlinable @inline(__always) public func loadRelaxed() -> UInt64 {
    unsafe address.pointee.load(ordering: .relaxed)
  }

  /// Loads it, acquiring.
  @inlinable @inline(__always) public func loadAcquiring() -> UInt64 {
    unsafe address.pointee.load(ordering: .acquiring)
  }

  /// Stores to it, ordering nothing.
  @inlinable @inline(__always) public func storeRelaxed(_ value: UInt64) {
    unsafe address.pointee.store(value, ordering: .relaxed)
  }

  /// Stores to it, releasing.
  @inlinable @inline(__always) public func storeReleasing(_ value: UInt64) {
    unsafe address.pointee.store(value, ordering: .releasing)
  }

  /// Stores, releasing and with an exchange, which on x86-64 is a fence besides.
  @inlinable @inline(__always) public func exchangeReleasing(_ value: UInt64) {
    _ = unsafe address.pointee.exchange(value, ordering: .releasing)
  }

  /// Replaces one value by another, acquiring; false when it is neither any more.
  @inlinable @inline(__always) public func replaceAcquiring(
    _ old: UInt64, with new: UInt64
  ) -> Bool {
    unsafe address.pointee.compareExchange(
      expected: old, desired: new, successOrdering: .acquiring, failureOrdering: .relaxed
    ).exchanged
  }

  /// Replaces one value by another, acquiring and releasing; false when it is neither any more.
  @inlinable @inline(__always) public func replace(_ old: UInt64, with new: UInt64) -> Bool {
    unsafe address.pointee.compareExchange(
      expected: old, desired: new, ordering: .acquiringAndReleasing
    ).exchanged
  }

  /// Sets bits, acquiring and releasing.
  @inlinable @inline(__always) public func insert(_ bits: UInt64) {
    unsafe address.pointee.bitwiseOr(bits, ordering: .acquiringAndReleasing)
  }

  /// Counts one more, acquiring and releasing.
  @inlinable @inline(__always) @discardableResult public func increment() -> UInt64 {
    unsafe address.pointee.wrappingAdd(1, ordering: .acquiringAndReleasing).newValue
  }
}
