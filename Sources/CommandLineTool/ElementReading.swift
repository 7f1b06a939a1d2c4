import Glibc
import NPYShare

/// Reading the elements of files that others can change and cut short.
enum ElementReading {
  /// Lends the elements of an attached array.
  static func of<Result>(
    _ array: SharedArray, _ body: (borrowing DynamicArrayView) throws -> Result
  ) throws -> Result {
    explainTruncation()
    return try array.withUnleasedElements { try body($0) }
  }

  /// Lets the process say why it ends when elements have no memory behind them any more: the file was
  /// cut short, or it is sparse and its file system full, since reading takes room there.
  ///
  /// What has been read until then is worth nothing: there is no way to go on.
  private static func explainTruncation() {
    _ = signal(SIGBUS) { _ in
      // The loop that reads elements holds no lock and is not allocating.
      StandardError.write(
        "npyshare: elements cannot be read: the file was cut short meanwhile, or it is sparse and there is no room\n"
      )
      Glibc._exit(Outcome.operationFailed.rawValue)
    }
  }
}
