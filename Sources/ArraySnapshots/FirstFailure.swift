import MappedFiles

/// What went wrong first by the order of the pieces of work, whoever was there first.
final class FirstFailure: Sendable {
  private let state = Guarded<(piece: Int, failure: FrameFailure)?>(nil)

  /// The failure of the lowest piece that failed; nil when none did.
  var first: FrameFailure? { state.withLock { $0?.failure } }

  /// Does a piece of work, unless an earlier piece has failed.
  func attempt(_ piece: Int, _ body: () throws(FrameFailure) -> Void) {
    if state.withLock({ state in state.map { $0.piece < piece } ?? false }) { return }
    do {
      try body()
    } catch {
      state.withLock { state in
        if let state, state.piece < piece { return }
        state = (piece, error)
      }
    }
  }
}
