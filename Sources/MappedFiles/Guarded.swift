public import Glibc

/// A value that threads take turns at, also in a forked child.
///
/// The standard library's `Mutex` remembers the number of the thread that has it, as the parent's
/// threads were numbered: in a child of `fork` it ends the process as soon as two threads want it at
/// once. This one is a plain pthread mutex. One that another thread had at the moment of the fork
/// stays locked in the child, so it is for work that takes next to no time.
@safe
public struct Guarded<Value: ~Copyable>: ~Copyable, @unchecked Sendable {
  // Sendable: the value is only touched with the mutex locked.

  @usableFromInline
  @safe
  struct Storage: ~Copyable {
    // All zeros, which is what glibc initializes one with.
    @usableFromInline var mutex = unsafe pthread_mutex_t()
    @usableFromInline var value: Value

    @inlinable init(_ value: consuming Value) {
      self.value = value
    }
  }

  @usableFromInline let storage: UnsafeMutablePointer<Storage>

  /// Begins with a value.
  @inlinable
  public init(_ value: consuming Value) {
    unsafe storage = .allocate(capacity: 1)
    unsafe storage.initialize(to: Storage(value))
  }

  @inlinable
  deinit {
    // The mutex is not destroyed, only freed: it holds nothing else, and in a forked child somebody
    // may seem to have it.
    unsafe storage.deinitialize(count: 1)
    unsafe storage.deallocate()
  }

  /// Works on the value alone; other threads wait for their turn.
  ///
  /// - Parameter body: what to do with the value; it does not use this value again.
  /// - Returns: what `body` returns.
  /// - Throws: what `body` throws.
  @inlinable
  public func withLock<Result: ~Copyable, Failure: Error>(
    _ body: (inout Value) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    lock()
    defer { unlock() }
    return try unsafe body(&storage.pointee.value)
  }

  @inlinable func lock() {
    unsafe pthread_mutex_lock(&storage.pointee.mutex)
  }

  @inlinable func unlock() {
    unsafe pthread_mutex_unlock(&storage.pointee.mutex)
  }
}
