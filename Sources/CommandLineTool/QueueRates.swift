import NPYShare

/// How many messages a second went through a queue between two looks at it.
struct QueueRates {
  let sent: Double
  let received: Double

  init(from before: QueueStatus, to after: QueueStatus, in duration: Duration) {
    let seconds = duration / .seconds(1)
    sent = Double(after.sentCount - before.sentCount) / seconds
    received = Double(after.receivedCount - before.receivedCount) / seconds
  }

  var sentText: String { Self.text(sent) }
  var receivedText: String { Self.text(received) }

  /// With one decimal where there are few.
  private static func text(_ rate: Double) -> String {
    let tenths = Int(rate * 10 + 0.5)
    return tenths < 1000 && tenths % 10 != 0 ? "\(tenths / 10).\(tenths % 10)" : "\(tenths / 10)"
  }
}
