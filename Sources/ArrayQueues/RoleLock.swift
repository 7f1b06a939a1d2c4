import MappedFiles
import Synchronization

/// The right to move one end of a queue, which one thread of all processes has at a time.
///
/// Threads of this handle wait for each other here, since a lock of the kernel's belongs to the
/// handle's descriptor. With a role that is declared `.one` the kernel's lock is kept for life.
final class RoleLock: Sendable {
  /// Whether one of this handle's threads has it, and whether others wait.
  private enum State {
    static let free: UInt32 = 0
    static let taken: UInt32 = 1
    static let awaited: UInt32 = 2
  }

  private let byte: Int
  private let isForLife: Bool
  private let state = Atomic<UInt32>(State.free)
  /// Whether the kernel's lock is kept from earlier: stored by who has the role.
  private let hasKernelLock = Atomic<Bool>(false)
  /// Where threads sleep; the mutex is for nothing else.
  private let sleepers = Monitor(())

  init(byte: Int, isForLife: Bool) {
    self.byte = byte
    self.isForLife = isForLife
  }

  /// Whether this handle has the role for life already.
  var isKept: Bool { hasKernelLock.load(ordering: .relaxed) }

  /// What came of asking for the role.
  enum Answer {
    case taken
    /// Another handle has it for life.
    case refused
    case timedOut
  }

  /// Takes a role that is kept for life, if it is and no other thread has it: no system call, no wait.
  func takeKept() -> Bool {
    guard isKept, takeFromThreads() else { return false }
    // It is never given up again.
    return true
  }

  /// Takes the role for a moment.
  ///
  /// - Throws: `SystemCallError`.
  func take(
    _ file: borrowing OwnedFile, _ limit: WaitLimit
  ) throws(SystemCallError) -> Answer {
    guard waitForThreads(limit) else { return .timedOut }
    if isKept { return .taken }
    let answer: Answer
    do throws(SystemCallError) {
      answer = try takeFromProcesses(file, limit)
    } catch {
      pass()
      throw error
    }
    if answer != .taken {
      pass()
    } else if isForLife {
      hasKernelLock.store(true, ordering: .relaxed)
    }
    return answer
  }

  /// Lets the next one have it.
  ///
  /// - Throws: `SystemCallError`.
  func give(_ file: borrowing OwnedFile) throws(SystemCallError) {
    defer { pass() }
    if !isForLife { try file.unlock(byte..<byte + 1) }
  }

  private func takeFromThreads() -> Bool {
    // Acquiring: pairs with the passing by the thread before.
    state.compareExchange(
      expected: State.free, desired: State.taken, successOrdering: .acquiring,
      failureOrdering: .relaxed
    ).exchanged
  }

  /// False when the time is over.
  private func waitForThreads(_ limit: WaitLimit) -> Bool {
    if takeFromThreads() { return true }
    return sleepers.run { _ in
      // Who finds it awaited wakes all sleepers, who come here again. Acquiring as above.
      if state.exchange(State.awaited, ordering: .acquiring) == State.free { return .finish(true) }
      let left = limit.left
      return left == .zero ? .finish(false) : .wait(upTo: left)
    }
  }

  private func takeFromProcesses(
    _ file: borrowing OwnedFile, _ limit: WaitLimit
  ) throws(SystemCallError) -> Answer {
    let range = byte..<byte + 1
    if isForLife { return try file.tryLock(.exclusive, range) ? .taken : .refused }
    guard let left = limit.left else {
      try file.lock(.exclusive, range)
      return .taken
    }
    return try file.tryLock(.exclusive, range, upTo: left) ? .taken : .timedOut
  }

  private func pass() {
    // Releasing: pairs with the taking by the next thread.
    guard state.exchange(State.free, ordering: .releasing) == State.awaited else { return }
    // Whoever set the mark sleeps by the time that the mutex is free.
    sleepers.withLock { _ in }
    sleepers.wakeAll()
  }
}
