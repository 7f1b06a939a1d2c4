import ArrayViews
import CShims
import Synchronization

/// How long it has paid lately to look again and again before sleeping.
///
/// A waker needs a few microseconds to wake a sleeper; a message that comes sooner is better waited
/// for awake. On one processor whoever is waited for could not run meanwhile.
final class SpinBudget: Sendable {
  private static let longest: Int64 = 20_000
  private static let shortest: Int64 = 1_000
  private static let canSpin = ParallelWork.processorCount > 1

  // Only a measure: nothing is ordered by it.
  private let nanoseconds = Atomic<Int64>(10_000)

  /// Looks again and again for some microseconds.
  ///
  /// - Parameter isReady: whether there is something to do.
  /// - Returns: whether there is.
  func spin(until isReady: () -> Bool) -> Bool {
    if !Self.canSpin { return false }
    let budget = nanoseconds.load(ordering: .relaxed)
    let end = ContinuousClock.now + .nanoseconds(budget)
    repeat {
      for _ in 0..<16 {
        if isReady() {
          nanoseconds.store(min(Self.longest, budget * 2), ordering: .relaxed)
          return true
        }
        shim_pause()
      }
    } while ContinuousClock.now < end
    nanoseconds.store(max(Self.shortest, budget / 2), ordering: .relaxed)
    return false
  }
}
