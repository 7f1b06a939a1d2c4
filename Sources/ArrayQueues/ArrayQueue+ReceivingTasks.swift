public import ArrayStore
public import ArrayViews
import MappedFiles

extension ArrayQueue {
  /// Receives a message and holds it; a task waits for it without blocking a thread.
  ///
  /// It looks again and again, after a millisecond at the latest. Messages cannot be copied, so there
  /// is no sequence of them: `while let message = try await queue.receive() { … }`.
  ///
  /// - Returns: the message; nil when the queue was closed and all that was sent has been received.
  /// - Throws: as the call that is not `async`; `CancellationError` when the task is cancelled before
  ///   it has a message, which is left to others then.
  public nonisolated(nonsending) func receive(
    waitingUpTo timeout: Duration? = nil
  ) async throws -> QueueMessage? {
    try await receive(.any, waitingUpTo: timeout)
  }

  /// Receives a message, reads it in place, and lets go of it; a task waits for it without blocking a
  /// thread.
  ///
  /// - Returns: what `body` returns; nil when the queue has ended.
  /// - Throws: as the call that is not `async`; `CancellationError`.
  public nonisolated(nonsending) func receive<Element: ArrayElement, Result>(
    as type: Element.Type = Element.self, waitingUpTo timeout: Duration? = nil,
    _ body: (borrowing ArrayView<Element>) throws -> Result
  ) async throws -> Result? {
    guard let message = try await receive(.any, waitingUpTo: timeout) else { return nil }
    let result = try message.withView(as: type, body)
    message.acknowledge()
    return result
  }

  /// Receives an array that was put, as this process's own; a task waits for it without blocking a
  /// thread.
  ///
  /// - Returns: a handle that may read and store; nil when the queue has ended.
  /// - Throws: as the call that is not `async`; `CancellationError`.
  public nonisolated(nonsending) func get(
    waitingUpTo timeout: Duration? = nil
  ) async throws -> SharedArray? {
    guard let message = try await receive(.array, waitingUpTo: timeout) else { return nil }
    return try message.adopt()
  }

  private nonisolated(nonsending) func receive(
    _ wanted: WantedMessage, waitingUpTo timeout: Duration?
  ) async throws -> QueueMessage? {
    try Task.checkCancellation()
    try checkProcess()
    try keep(.consumer)
    sweepWhenBusy()
    var pause = TaskPause(upTo: timeout)
    var prepared: PreparedArray?
    while true {
      switch try lookAtOnce(wanted, prepared) {
      case .message(let taken): return try message(taken)
      case .end: return nil
      case .array(let entry):
        prepared = try prepare(entry)
        continue
      case .unsettled: settleArrays()
      case .nothing:
        // Who only ever looks must get back what the dead had, too.
        if waitForMessages(.immediate) { continue }
      case nil: break
      }
      if try await !pause.sleep() { throw timedOut(.consumer, timeout) }
    }
  }

  /// Looks without waiting; nil when another receiver is in the middle.
  private func lookAtOnce(
    _ wanted: WantedMessage, _ prepared: PreparedArray?
  ) throws(ArrayQueueError) -> Finding? {
    do throws(ArrayQueueError) {
      return try look(.immediate, wanted, prepared)
    } catch {
      if case .timedOut = error { return nil }
      throw error
    }
  }
}
