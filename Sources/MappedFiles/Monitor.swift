import Glibc

/// State that threads share and whose changes they wait for: a mutex and a condition.
///
/// They live in this process only. A forked child leaves a monitor of its parent alone, since a
/// thread that it does not have may have locked it.
@safe
public final class Monitor<State>: @unchecked Sendable {
  // Sendable: the state is only touched with the mutex locked.

  /// What a piece of work leads to.
  @frozen
  public enum Step<Result> {
    /// It is done.
    case finish(Result)
    /// Do it again after the next change, and after this time at the latest.
    case wait(upTo: Duration?)
  }

  // Inlinable, so that users get code for their own state. A pointer, since the mutex is what keeps
  // threads apart and the language need not check it again.
  @usableFromInline let state: UnsafeMutablePointer<State>
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let change: UnsafeMutablePointer<pthread_cond_t>

  /// Begins with a state.
  public init(_ state: State) {
    unsafe self.state = .allocate(capacity: 1)
    unsafe self.state.initialize(to: state)
    unsafe mutex = .allocate(capacity: 1)
    unsafe change = .allocate(capacity: 1)
    var attributes = pthread_condattr_t()
    unsafe pthread_condattr_init(&attributes)
    unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    unsafe pthread_mutex_init(mutex, nil)
    unsafe pthread_cond_init(change, &attributes)
    unsafe pthread_condattr_destroy(&attributes)
  }

  deinit {
    // Not destroyed, only freed: they hold nothing else, and in a forked child the destruction would
    // wait for the threads of the parent that waited here.
    unsafe state.deinitialize(count: 1)
    unsafe state.deallocate()
    unsafe change.deallocate()
    unsafe mutex.deallocate()
  }

  /// Works on the state alone; other threads wait for their turn.
  @inlinable
  public func withLock<Result, Failure: Error>(
    _ body: (inout State) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    lock()
    defer { unlock() }
    return try unsafe body(&state.pointee)
  }

  /// The same, again and again until the work is done.
  ///
  /// - Parameter step: is called with the state to itself. Between two calls others have it.
  /// - Returns: what the last call finishes with.
  /// - Throws: what `step` throws.
  @inlinable
  public func run<Result, Failure: Error>(
    _ step: (inout State) throws(Failure) -> Step<Result>
  ) throws(Failure) -> Result {
    lock()
    defer { unlock() }
    while true {
      switch try unsafe step(&state.pointee) {
      case .finish(let result): return result
      case .wait(let limit): wait(upTo: limit)
      }
    }
  }

  /// Wakes all threads that wait for a change; from inside or outside of a piece of work.
  public func wakeAll() {
    unsafe pthread_cond_broadcast(change)
  }

  @usableFromInline func lock() {
    unsafe pthread_mutex_lock(mutex)
  }

  @usableFromInline func unlock() {
    unsafe pthread_mutex_unlock(mutex)
  }

  @usableFromInline func wait(upTo limit: Duration?) {
    if let limit {
      var end = Self.monotonicTime(after: limit)
      unsafe pthread_cond_timedwait(change, mutex, &end)
    } else {
      unsafe pthread_cond_wait(change, mutex)
    }
  }

  private static func monotonicTime(after limit: Duration) -> timespec {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    // A day is as good as for ever: who waits looks at a clock of its own.
    let limit = min(max(limit, .zero), .seconds(86_400))
    let nanoseconds =
      time.tv_nsec + Int(limit.components.attoseconds / 1_000_000_000)
    time.tv_sec += Int(limit.components.seconds) + nanoseconds / 1_000_000_000
    time.tv_nsec = nanoseconds % 1_000_000_000
    return time
  }
}
