import ArgumentParser

/// How long a command waits for a lease that others hold.
struct TimeoutOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Wait no longer for the lease.", valueName: "seconds"))
  var timeout: Double?

  /// The time; nil to wait without end.
  var limit: Duration? { timeout.map { .seconds($0) } }

  func validate() throws {
    // A century is as good as for ever, and is no overflow.
    guard let timeout else { return }
    guard (0...3_155_760_000).contains(timeout) else {
      throw ValidationError("--timeout is a number of seconds from 0 on.")
    }
  }
}
