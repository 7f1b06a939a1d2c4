import MappedFiles

extension LeaseRequest {
  /// Waits as long as somebody is in the way.
  ///
  /// - Throws: ``LeaseRefusal``.
  mutating func wait(upTo timeout: Duration?) throws(LeaseRefusal) {
    try prepareToWait()
    do throws(LeaseRefusal) {
      if let timeout {
        guard try waitTrying(upTo: timeout) else { throw .timedOut(after: timeout) }
      } else {
        try waitInKernel()
      }
    } catch {
      abandon()
      throw error
    }
  }

  /// Waits in the kernel, which wakes at once.
  private func waitInKernel() throws(LeaseRefusal) {
    while true {
      let progress = try table.monitor.run {
        state throws(LeaseRefusal) -> Monitor<LeaseTable.State>.Step<LeaseTable.Progress> in
        let progress = try advance(&state)
        if progress == .waitsForThreads { return .wait(upTo: nil) }
        if progress == .waitsForRows { state.enterKernel(claim) }
        return .finish(progress)
      }
      switch progress {
      case .granted: return
      case .waitsAtGate: try waitAtGate()
      case .waitsForRows: if try waitForRows() { return }
      case .waitsForThreads: break
      }
    }
  }

  /// Tries again and again: the kernel has no wait that ends at a time.
  private func waitTrying(upTo timeout: Duration) throws(LeaseRefusal) -> Bool {
    let deadline = ContinuousClock.now + timeout
    var pause = Self.firstPause
    return try table.monitor.run {
      state throws(LeaseRefusal) -> Monitor<LeaseTable.State>.Step<Bool> in
      let progress = try advance(&state)
      if progress == .granted { return .finish(true) }
      let left = deadline - ContinuousClock.now
      if left <= .zero { return .finish(false) }
      if progress == .waitsForThreads { return .wait(upTo: left) }
      defer { pause = min(pause * 2, Self.longestPause) }
      return .wait(upTo: min(pause, left))
    }
  }

  /// Waits without a thread.
  ///
  /// - Throws: ``LeaseRefusal``; `CancellationError`.
  nonisolated(nonsending) func waitAsTask(upTo timeout: Duration?) async throws {
    let deadline = timeout.map { ContinuousClock.now + $0 }
    var pause = Self.firstPause
    do {
      while try advance() != .granted {
        if let timeout, let deadline, deadline <= ContinuousClock.now {
          throw LeaseRefusal.timedOut(after: timeout)
        }
        try await Task.sleep(for: pause)
        pause = min(pause * 2, Self.longestPause)
      }
    } catch {
      abandon()
      throw error
    }
  }

  private static let firstPause = Duration.microseconds(10)
  private static let longestPause = Duration.milliseconds(1)
}
