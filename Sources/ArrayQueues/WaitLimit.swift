import Glibc

/// How long an operation may wait.
///
/// Of plain numbers, since every message has one.
@usableFromInline
struct WaitLimit: Sendable {
  private static let forever = Int64.max

  /// How long it was when the operation began, in nanoseconds.
  private let nanoseconds: Int64
  /// A time of ``now``.
  private let deadline: Int64
  /// Whether a thread may be blocked for a moment although the time is over.
  let mayBlock: Bool

  /// - Parameter timeout: nil for ever.
  @usableFromInline
  init(_ timeout: Duration?) {
    self.init(timeout, mayBlock: true)
  }

  private init(_ timeout: Duration?, mayBlock: Bool) {
    self.mayBlock = mayBlock
    guard let timeout else {
      nanoseconds = Self.forever
      deadline = Self.forever
      return
    }
    nanoseconds = timeout.nanoseconds
    deadline = Self.now + nanoseconds
  }

  /// Not at all.
  static let none = WaitLimit(.zero)
  /// Not at all, and neither for another process in the middle of its work: for tasks.
  static let immediate = WaitLimit(.zero, mayBlock: false)

  /// How long it was when the operation began; nil for ever.
  var timeout: Duration? { nanoseconds == Self.forever ? nil : .nanoseconds(nanoseconds) }

  /// What is left of it, never negative; nil for ever.
  var left: Duration? {
    deadline == Self.forever ? nil : .nanoseconds(max(0, deadline - Self.now))
  }

  /// What is left of it, in nanoseconds, or a slice if that is less.
  func nanoseconds(atMost slice: Int64) -> Int64 {
    deadline == Self.forever ? slice : max(0, min(slice, deadline - Self.now))
  }

  var isOver: Bool { deadline != Self.forever && deadline <= Self.now }

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
    let limited = max(.zero, min(self, .seconds(3_200_000_000)))
    return limited.components.seconds * 1_000_000_000
      + limited.components.attoseconds / 1_000_000_000
  }
}
