import MappedFiles

/// The right to move one end of a queue, which one thread of all processes has at a time.
///
/// Threads of this handle wait for each other here, since a lock of the kernel's belongs to the
/// handle's descriptor. With a role that is declared `.one` the kernel's lock is kept for life.
final class RoleLock: Sendable {
  private struct State {
    var isTaken = false
    var isKept = false
  }

  private let byte: Int
  private let isForLife: Bool
  private let monitor = Monitor(State())

  init(byte: Int, isForLife: Bool) {
    self.byte = byte
    self.isForLife = isForLife
  }

  /// Whether this handle has the role for life already.
  var isKept: Bool { monitor.withLock { $0.isKept } }

  /// What came of asking for the role.
  enum Answer {
    case taken
    /// Another handle has it for life.
    case refused
    case timedOut
  }

  /// Takes the role for a moment.
  ///
  /// - Throws: `SystemCallError`.
  func take(
    _ file: borrowing OwnedFile, _ limit: WaitLimit
  ) throws(SystemCallError) -> Answer {
    guard let isKept = waitForThreads(limit) else { return .timedOut }
    if isKept { return .taken }
    let answer: Answer
    do throws(SystemCallError) {
      answer = try takeFromProcesses(file, limit)
    } catch {
      pass(isKept: false)
      throw error
    }
    if answer != .taken { pass(isKept: false) }
    return answer
  }

  /// Lets the next one have it.
  ///
  /// - Throws: `SystemCallError`.
  func give(_ file: borrowing OwnedFile) throws(SystemCallError) {
    defer { pass(isKept: isForLife) }
    if !isForLife { try file.unlock(byte..<byte + 1) }
  }

  /// Whether the kernel's lock is kept from earlier; nil when the time is over.
  private func waitForThreads(_ limit: WaitLimit) -> Bool? {
    monitor.run { state in
      if !state.isTaken {
        state.isTaken = true
        return .finish(state.isKept)
      }
      let left = limit.left
      return left == .zero ? .finish(nil) : .wait(upTo: left)
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

  private func pass(isKept: Bool) {
    monitor.withLock { state in
      state.isTaken = false
      state.isKept = isKept || state.isKept
    }
    monitor.wakeAll()
  }
}
