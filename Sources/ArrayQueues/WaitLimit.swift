/// How long an operation may wait.
struct WaitLimit: Sendable {
  /// How long it was when the operation began; nil for ever.
  let timeout: Duration?
  private let deadline: ContinuousClock.Instant?

  init(_ timeout: Duration?) {
    self.timeout = timeout
    deadline = timeout.map { ContinuousClock.now + $0 }
  }

  /// Not at all.
  static let none = WaitLimit(.zero)

  /// What is left of it, never negative; nil for ever.
  var left: Duration? {
    deadline.map { max(.zero, $0 - ContinuousClock.now) }
  }

  var isOver: Bool { left == .zero }
}

extension Duration {
  /// As whole nanoseconds, at most an hour's.
  var nanoseconds: Int64 {
    let limited = min(self, .seconds(3600))
    return limited.components.seconds * 1_000_000_000
      + limited.components.attoseconds / 1_000_000_000
  }
}
