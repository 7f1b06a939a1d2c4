import Foundation
import Synchronization

/// Work that is done at the same time, however few processors there are.
public enum Threads {
  /// Runs each piece of work in a thread of its own and waits for all of them.
  ///
  /// Unlike tasks, which share a thread for each processor, they may block.
  ///
  /// - Parameters:
  ///   - pieces: what to do.
  ///   - watch: done again and again by one more thread until all the others have come to their end.
  /// - Throws: the first error of any of them.
  public static func run(
    _ pieces: [@Sendable () throws -> Void],
    watchedBy watch: (@Sendable () throws -> Void)? = nil
  ) throws {
    let state = State()
    for piece in pieces { state.start(piece) }
    let watcher = State()
    if let watch {
      watcher.start {
        while state.isBusy { try watch() }
      }
    }
    try state.wait()
    try watcher.wait()
  }

  /// How many threads are at work, and what went wrong first.
  private final class State: Sendable {
    private let busy = Mutex(0)
    private let error = Mutex<(any Error)?>(nil)
    private let ends = DispatchSemaphore(value: 0)
    private let started = Mutex(0)

    var isBusy: Bool { busy.withLock { $0 > 0 } }

    func start(_ piece: @escaping @Sendable () throws -> Void) {
      busy.withLock { $0 += 1 }
      started.withLock { $0 += 1 }
      Thread.detachNewThread { [self] in
        do {
          try piece()
        } catch {
          self.error.withLock { $0 = $0 ?? error }
        }
        busy.withLock { $0 -= 1 }
        ends.signal()
      }
    }

    func wait() throws {
      for _ in 0..<started.withLock({ $0 }) { ends.wait() }
      if let error = error.withLock({ $0 }) { throw error }
    }
  }
}
