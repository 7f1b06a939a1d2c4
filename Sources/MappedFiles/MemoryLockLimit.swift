import Glibc

/// How much memory this process may lock (`RLIMIT_MEMLOCK`); root may lock more.
public struct MemoryLockLimit: Hashable, Sendable {
  /// The limit, in bytes; `Int.max` for none.
  public let bytes: Int
  /// How much is locked, in bytes.
  public let lockedBytes: Int

  /// The limit and what is locked, now.
  ///
  /// The corresponding C function is `getrlimit`; `ulimit -l` prints the limit.
  ///
  /// Source: `VmLck` of proc_pid_status(5).
  public static var current: MemoryLockLimit {
    var limit = rlimit()
    // With a resource that exists and memory of our own it cannot fail.
    unsafe getrlimit(__rlimit_resource_t(__RLIMIT_MEMLOCK.rawValue), &limit)
    let lockedBytes = (try? ProcessStatus(in: "/proc/self"))?.lockedBytes
    return MemoryLockLimit(bytes: Int(clamping: limit.rlim_cur), lockedBytes: lockedBytes ?? 0)
  }
}
