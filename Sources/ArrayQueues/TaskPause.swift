/// The pauses of a task that looks again and again: a futex would block its thread.
struct TaskPause {
  private static let longest = Duration.milliseconds(1)

  private let deadline: ContinuousClock.Instant?
  private var pause = Duration.microseconds(10)

  init(upTo timeout: Duration?) {
    deadline = timeout.map { ContinuousClock.now + $0 }
  }

  /// Sleeps a little longer each time.
  ///
  /// - Returns: false when the time is over.
  /// - Throws: `CancellationError`.
  nonisolated(nonsending) mutating func sleep() async throws -> Bool {
    if let deadline, deadline <= ContinuousClock.now { return false }
    try await Task.sleep(for: pause)
    pause = min(pause * 2, Self.longest)
    return true
  }
}
