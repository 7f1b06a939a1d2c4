import CShims

/// Where threads that begin together begin: each on a processor of its own, as far as there are
/// enough.
///
/// Left to itself, Linux may keep a new thread on the processor of the one that made it for tens of
/// milliseconds, and work of that length is done by one processor. Nothing is forbidden to a thread
/// for longer than its beginning takes.
struct ThreadSpread: Sendable {
  /// The processors that this process may run on, as the kernel's bits.
  private let mask: [UInt8]
  /// Their numbers.
  private let processors: [Int]
  /// Which of them the first thread, this one, is on.
  private let home: Int

  /// Looks where this thread is.
  init() {
    mask = ParallelWork.processorMask
    let mask = mask
    processors = (0..<8 * mask.count).filter { mask[$0 / 8] & 1 << ($0 % 8) != 0 }
    home = processors.firstIndex(of: Int(shim_sched_getcpu())) ?? 0
  }

  /// Moves this thread to where it begins, unless it is there.
  ///
  /// - Parameter number: which thread it is, after the first one, from 1 on.
  func begin(_ number: Int) {
    guard processors.count > 1 else { return }
    let processor = processors[(home + number) % processors.count]
    guard processor != Int(shim_sched_getcpu()) else { return }
    var only = [UInt8](repeating: 0, count: mask.count)
    only[processor / 8] = 1 << UInt8(processor % 8)
    // Where that is refused, the thread stays where it is.
    _ = unsafe shim_sched_setaffinity(only.count, only)
    _ = unsafe shim_sched_setaffinity(mask.count, mask)
  }
}
