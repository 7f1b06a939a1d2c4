import ArrayViews
import CShims
import Synchronization

/// Whether it has paid lately to look again and again before sleeping, and how often to look.
///
/// A waker needs a few microseconds to wake a sleeper; a message that comes sooner is better waited
/// for awake. Where that was in vain (the other side is slow, or has no processor to run on), the
/// next waits are short, twice as many each time, but never for longer than some milliseconds; a wait
/// that is not in vain makes the next one long again. So two sides that both sleep, and answer soon,
/// find out that they need not, and who shares a processor with the other hardly ever keeps it.
///
/// Each look takes the cache line that the other side stores to. Where messages stream, so that
/// there is something almost at once, the next waits begin with a pause: then several messages come
/// in a row, and the lines they lie in move while both sides work.
final class SpinBudget: Sendable {
  private static let longest: Int64 = 100_000
  private static let mostShortWaits = 8192
  /// Nanoseconds after a long wait in vain.
  private static let longestShortTime: UInt64 = 20_000_000
  private static let firstRestraint = 8
  /// After a pause in vain: so many waits without one, counted up to 0.
  private static let trials = -16
  /// The looks of a short wait.
  private static let few = 1
  /// The first looks of a long one: what is there by then was there almost at once.
  private static let soon = 16
  private static let longestRestraint = 64
  private static let canSpin = ParallelWork.processorCount > 1

  // Only measures: nothing is ordered by them.
  /// How many of the next waits are short.
  private let shortWaits = Atomic<Int>(0)
  /// When the last long one was in vain, in nanoseconds.
  private let lastVain = Atomic<UInt64>(0)
  /// How many are after the next long one that is in vain.
  private let penalty = Atomic<Int>(1)
  /// How long the next wait does not look, in the processor's pauses; below 0: ``trials``.
  private let restraint = Atomic<Int>(0)

  /// Looks again and again for some microseconds.
  ///
  /// - Parameters:
  ///   - now: the time, in nanoseconds, to some milliseconds.
  ///   - isReady: whether there is something to do.
  ///   - isMore: whether there is even more to do than one thing.
  /// - Returns: whether there is something.
  @inline(__always)
  func spin(at now: UInt64, until isReady: () -> Bool, isMore: () -> Bool) -> Bool {
    if !Self.canSpin { return false }
    let restraint = restraint.load(ordering: .relaxed)
    for _ in 0..<max(0, restraint) { shim_pause() }
    let left = shortWaits.load(ordering: .relaxed)
    // A clock that was set back counts as late.
    let isShort = left > 0 && now &- lastVain.load(ordering: .relaxed) < Self.longestShortTime
    if Self.look(isShort ? Self.few : Self.soon, isReady) {
      adapt(restraint, isMore())
      if left > 0 { shortWaits.store(0, ordering: .relaxed) }
      if penalty.load(ordering: .relaxed) != 1 { penalty.store(1, ordering: .relaxed) }
      return true
    }
    if restraint > 0 { self.restraint.store(0, ordering: .relaxed) }
    if isShort {
      shortWaits.store(left - 1, ordering: .relaxed)
      return false
    }
    if Self.lookLong(isReady) {
      penalty.store(1, ordering: .relaxed)
      return true
    }
    let count = penalty.load(ordering: .relaxed)
    lastVain.store(now, ordering: .relaxed)
    shortWaits.store(count, ordering: .relaxed)
    penalty.store(min(count * 2, Self.mostShortWaits), ordering: .relaxed)
    return false
  }

  /// Pauses longer next time where that has gathered messages, and less where it has only made one
  /// late.
  private func adapt(_ last: Int, _ hasGathered: Bool) {
    let next =
      if last < 0 {
        last + 1
      } else if last == 0 {
        Self.firstRestraint
      } else if hasGathered {
        min(2 * last, Self.longestRestraint)
      } else if last > Self.firstRestraint {
        last / 2
      } else {
        Self.trials
      }
    if next != last { restraint.store(next, ordering: .relaxed) }
  }

  @inline(__always)
  private static func look(_ times: Int, _ isReady: () -> Bool) -> Bool {
    for _ in 0..<times {
      if isReady() { return true }
      shim_pause()
    }
    return false
  }

  @inline(__always)
  private static func lookLong(_ isReady: () -> Bool) -> Bool {
    let end = WaitLimit.now + longest
    repeat {
      if look(soon, isReady) { return true }
    } while WaitLimit.now < end
    return false
  }
}
