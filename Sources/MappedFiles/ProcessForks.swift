import Glibc
public import Synchronization

/// The forks between this process and the one that first used the library.
///
/// A forked child has copies of its parent's descriptors, and with them would hold its parent's
/// locks: a dead parent would look alive for as long as a child lives. So each descriptor that
/// holds locks is made anew in the child, without them, before `fork` returns there; only the
/// mark of an array in use is kept. Children that execute a program at once (`posix_spawn`, `vfork`)
/// are not concerned: these descriptors are closed on exec.
public enum ProcessForks {
  /// How many forks lie behind this process; it is another number in a child than in its parent.
  ///
  /// What was made under another number belongs to the parent.
  ///
  /// Forks count from the first open file that may hold locks on, and from ``beginCounting()`` on.
  @inlinable
  public static var generation: Int { counter.load(ordering: .relaxed) }

  /// From now on forks count.
  public static func beginCounting() {
    // Whose handler counts them.
    LockingDescriptors.current.register()
  }

  @usableFromInline static let counter = Atomic<Int>(0)

  static func didFork() {
    counter.add(1, ordering: .relaxed)
  }
}
