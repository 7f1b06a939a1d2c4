import CShims
import Glibc
import Synchronization

/// Work in numbered pieces on all cores.
///
/// Plain threads, started and joined by each call: none is left that a fork would lose.
public enum ParallelWork {
  /// How many processors this process may run on.
  public static var processorCount: Int {
    // Where the call fails there is one thread.
    max(1, processorMask.reduce(0) { $0 + $1.nonzeroBitCount })
  }

  /// A bit for each processor that this process may run on.
  static var processorMask: [UInt8] {
    // Room for 8192 processors, more than Linux has.
    var mask = [UInt8](repeating: 0, count: 1024)
    _ = unsafe shim_sched_getaffinity(mask.count, &mask)
    return mask
  }

  /// Calls a closure once for each piece, in no order and on several threads at the same time, and
  /// returns when all calls have.
  ///
  /// The calling thread is one of them. Where no more threads can be had, those that there are do
  /// all the work.
  ///
  /// - Parameters:
  ///   - pieceCount: the number of pieces.
  ///   - threadCount: at most so many threads; as many as there are processors unless given.
  ///   - progress: is told how many pieces are done, on the calling thread, after each of its own
  ///     and once after all.
  ///   - body: what to do with a piece. Pieces are begun in their order.
  public static func forEach(
    pieceCount: Int, threadCount: Int? = nil, progress: (_ doneCount: Int) -> Void = { _ in },
    _ body: @Sendable (_ piece: Int) -> Void
  ) {
    let threadCount = min(pieceCount, max(1, threadCount ?? processorCount))
    if threadCount <= 1 {
      for piece in 0..<pieceCount {
        body(piece)
        progress(piece + 1)
      }
      return
    }
    withoutActuallyEscaping(body) { body in
      let pieces = PieceQueue(pieceCount, body)
      var threads: [pthread_t] = []
      for _ in 1..<threadCount {
        var thread = pthread_t()
        let argument = unsafe Unmanaged.passRetained(pieces)
        let error = unsafe pthread_create(
          &thread, nil,
          { argument in
            guard let argument = unsafe argument else { return nil }
            unsafe Unmanaged<PieceQueue>.fromOpaque(argument).takeRetainedValue().help()
            return nil
          }, argument.toOpaque())
        guard error == 0 else {
          unsafe argument.release()
          break
        }
        threads.append(thread)
      }
      pieces.work(progress)
      for thread in threads { pthread_join(thread, nil) }
      progress(pieceCount)
    }
  }
}

/// Pieces that threads take one after the other.
private final class PieceQueue: Sendable {
  private let next = Atomic<Int>(0)
  private let done = Atomic<Int>(0)
  private let helpers = Atomic<Int>(0)
  private let spread = ThreadSpread()
  private let count: Int
  private let body: @Sendable (Int) -> Void

  init(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    self.count = count
    self.body = body
  }

  /// Takes pieces on a thread that was made for it.
  func help() {
    spread.begin(helpers.add(1, ordering: .relaxed).newValue)
    work { _ in }
  }

  /// Takes pieces until there are none.
  func work(_ progress: (_ doneCount: Int) -> Void) {
    while true {
      // Nothing is handed over but the number; pthread_create and pthread_join order the rest.
      let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
      if piece >= count { return }
      body(piece)
      let doneCount = done.add(1, ordering: .relaxed).newValue
      // That all are done is said when the threads are gone.
      if doneCount < count { progress(doneCount) }
    }
  }
}
