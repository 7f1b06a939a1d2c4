import ArrayViews
import CShims
import Synchronization

/// Whether it has paid lately to look again and again before sleeping.
///
/// A waker needs a few microseconds to wake a sleeper; a message that comes sooner is better waited
/// for awake. Where that was in vain (the other side is slow, or has no processor to run on), the
/// next waits are short, twice as many each time; a wait that is not in vain makes the next one long
/// again. So two sides that both sleep, and answer soon, find out that they need not.
final class SpinBudget: Sendable {
  private static let longest: Int64 = 100_000
  private static let mostShortWaits = 256
  private static let canSpin = ParallelWork.processorCount > 1

  // Only measures: nothing is ordered by them.
  /// How many of the next waits are short.
  private let shortWaits = Atomic<Int>(0)
  /// How many are after the next long one that is in vain.
  private let penalty = Atomic<Int>(1)

  /// Looks again and again for some microseconds.
  ///
  /// - Parameter isReady: whether there is something to do.
  /// - Returns: whether there is.
  @inline(__always)
  func spin(until isReady: () -> Bool) -> Bool {
    if !Self.canSpin { return false }
    let left = shortWaits.load(ordering: .relaxed)
    let isFound = left > 0 ? Self.look(isReady) : Self.lookLong(isReady)
    if isFound {
      if left > 0 { shortWaits.store(0, ordering: .relaxed) }
      penalty.store(1, ordering: .relaxed)
    } else if left > 0 {
      shortWaits.store(left - 1, ordering: .relaxed)
    } else {
      let count = penalty.load(ordering: .relaxed)
      shortWaits.store(count, ordering: .relaxed)
      penalty.store(min(count * 2, Self.mostShortWaits), ordering: .relaxed)
    }
    return isFound
  }

  /// Looks for less than a microsecond.
  @inline(__always)
  private static func look(_ isReady: () -> Bool) -> Bool {
    for _ in 0..<16 {
      if isReady() { return true }
      shim_pause()
    }
    return false
  }

  @inline(__always)
  private static func lookLong(_ isReady: () -> Bool) -> Bool {
    let end = WaitLimit.now + longest
    repeat {
      if look(isReady) { return true }
    } while WaitLimit.now < end
    return false
  }
}
