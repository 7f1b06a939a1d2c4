import NPYShare
import Synchronization

/// How far the elements of an array have been read, on standard error while a person looks.
///
/// Several threads tell it.
final class ReadingProgress: Sendable {
  private struct State: ~Copyable {
    var doneBytes = 0
    let line: ProgressLine
  }

  private let state: Mutex<State>
  private let itemSize: Int
  private let totalBytes: Int

  /// Begins a line for an array of so many bytes.
  init(_ action: String, itemSize: Int, of totalBytes: Int) {
    state = Mutex(State(line: ProgressLine(action)))
    self.itemSize = itemSize
    self.totalBytes = totalBytes
  }

  /// What is called with numbers of elements; nil when nobody looks.
  var callback: (@Sendable (Int) -> Void)? {
    guard StandardError.isTerminal else { return nil }
    return { count in self.add(count) }
  }

  private func add(_ count: Int) {
    state.withLock { state in
      // The columns of structured elements are read one after the other, each over the same bytes.
      state.doneBytes = min(state.doneBytes + count * itemSize, totalBytes)
      state.line.callback?(CopyProgress(doneBytes: state.doneBytes, totalBytes: totalBytes))
    }
  }

  /// Takes the line away.
  func finish() {
    state.withLock { $0.line.finish() }
  }
}
