import Glibc

/// How long an operation may wait.
struct WaitLimit: Sendable {
  /// How long it was when the operation began; nil for ever.
  let timeout: Duration?
  /// A time of ``now``.
  ///
  /// Not an instant of the standard library's clock, whose size is known only at run time: every
  /// message has a limit.
  private let deadline: Int64

  /// Whether a thread may be blocked for a moment although the time is over.
  let mayBlock: Bool

  init(_ timeout: Duration?, mayBlock: Bool = true) {
    self.timeout = timeout
    self.mayBlock = mayBlock
    guard let timeout else {
      deadline = .max
      return
    }
    deadline = Self.now + timeout.nanoseconds
  }

  /// Not at all.
  static let none = WaitLimit(.zero)
  /// Not at all, and neither for another process in the middle of its work: for tasks.
  static let immediate = WaitLimit(.zero, mayBlock: false)

  /// What is left of it, never negative; nil for ever.
  var left: Duration? {
    deadline == .max ? nil : .nanoseconds(max(0, deadline - Self.now))
  }

  var isOver: Bool { deadline != .max && deadline <= Self.now }

  /// Nanoseconds on a clock that only goes forward.
  static var now: Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}

extension Duration {
  /// As whole nanoseconds, at most a hundred years'.
  var nanoseconds: Int64 {
    let limited = min(self, .seconds(3_200_000_000))
    return limited.components.seconds * 1_000_000_000
      + limited.components.attoseconds / 1_000_000_000
  }
}
