public import MappedFiles

/// A hold on an array, or on some of its rows, that keeps others from storing or from looking.
///
/// It ends when it is let go of, when ``release()`` is called, in any thread, and when its process
/// ends, however it does. A forked child has none of its parent's leases.
public struct ArrayLease: ~Copyable, Sendable {
  /// Shared with other readers, or exclusive.
  public typealias Kind = FileLock

  private let part: ArrayPart
  private let number: Int
  private let generation = ProcessForks.generation
  /// Shared with other readers, or exclusive.
  public let kind: Kind

  init(_ claim: LeaseClaim, _ part: consuming ArrayPart) {
    kind = claim.kind
    number = claim.number
    self.part = part
  }

  deinit {
    // A child has none of its parent's leases, even where it has its variables.
    if number != LeaseClaim.noNumber, generation == ProcessForks.generation {
      part.attachment.release(number)
    }
  }

  /// The rows, along the outermost axis; nil for the whole array, however long it becomes.
  public var rows: Range<Int>? { part.rows }

  /// Lets go of it now.
  public consuming func release() {}

  /// Lends what it covers, and is kept during the call.
  borrowing func lend<Result>(_ body: (ArrayPart) throws -> Result) rethrows -> Result {
    try body(part)
  }

  /// Makes it count as the calling thread's, whose requests it is checked against.
  func adopt() {
    part.attachment.hand(number, to: ThreadNumber.current)
  }
}
