import NPYShare

extension QueueCampaign {
  /// What became of the messages of all producers.
  public struct Outcome: Sendable {
    /// How many the producers know to have sent.
    public var sent = 0
    /// How many of those nobody received.
    public var lost = 0
    /// How many were received more than once.
    public var repeated = 0
    /// How many were received that their producers do not know to have sent: each may have been
    /// killed between the two.
    public var unknown = 0
    /// How many were received that no producer can have sent.
    public var impossible = 0
  }

  /// Looks at the counts, when all have ended.
  ///
  /// - Throws: when the counts cannot be read.
  public func outcome() throws -> Outcome {
    try counts.withUnleasedView(as: UInt32.self) { counts in
      var outcome = Outcome()
      for producer in 0..<counts.extent(0) {
        let sent = Int(counts[producer, Self.longest])
        outcome.sent += sent
        for sequence in 0..<Self.longest {
          let count = counts[producer, sequence]
          if count > 1 { outcome.repeated += 1 }
          if sequence < sent {
            if count == 0 { outcome.lost += 1 }
          } else if count > 0 {
            if sequence == sent { outcome.unknown += 1 } else { outcome.impossible += 1 }
          }
          if sequence > sent { break }
        }
      }
      return outcome
    }
  }

  /// Ends the stream.
  ///
  /// - Throws: what the queue throws.
  public func close() throws {
    try queue.close()
  }
}
