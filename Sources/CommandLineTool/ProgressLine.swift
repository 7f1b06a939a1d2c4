import NPYShare

/// How a long copy is coming along, on standard error while a person looks; silent otherwise.
final class ProgressLine {
  private let action: String
  private let start = ContinuousClock.now
  private var shownAt: ContinuousClock.Instant?

  init(_ action: String) {
    self.action = PrintableText(action).description
  }

  /// What a copy calls: nil when nobody looks.
  var callback: ((CopyProgress) -> Void)? {
    StandardError.isTerminal ? { progress in self.show(progress) } : nil
  }

  /// Shows the line at most ten times a second, and not at all for what takes less than half of one.
  private func show(_ progress: CopyProgress) {
    let now = ContinuousClock.now
    guard now - start > .milliseconds(500), now - (shownAt ?? start) > .milliseconds(100) else {
      return
    }
    shownAt = now
    let elapsed = Self.seconds(now - start)
    let rate = Double(progress.doneBytes) / elapsed
    let left = Int((Double(progress.totalBytes - progress.doneBytes) / rate).rounded(.up))
    let percent = progress.doneBytes * 100 / max(1, progress.totalBytes)
    StandardError.write(
      "\r\u{1B}[K\(action): \(percent)% of \(ByteCount(progress.totalBytes)), \(ByteCount(Int(rate)))/s, \(left) s left"
    )
  }

  /// Takes the line away.
  func finish() {
    if shownAt != nil { StandardError.write("\r\u{1B}[K") }
  }

  private static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }
}
