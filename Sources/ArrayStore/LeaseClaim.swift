import MappedFiles

/// A lease that a thread holds or waits for, as the table of its handle knows it.
struct LeaseClaim: Sendable {
  /// What a task has that waits.
  static let noThread = 0

  /// What a lease on nothing has.
  static let noNumber = 0

  /// Its number in the table.
  var number = noNumber
  /// The bytes that are leased.
  let bytes: Range<Int>
  /// Whose it is.
  var thread: Int
  /// The rows as the caller named them.
  let rows: Range<Int>?
  let kind: ArrayLease.Kind
  /// Whether its thread holds another lease on the file: it does not queue at the gate then, where
  /// a writer may be waiting for that one.
  var isNested = false
  /// Whether it is given up when somebody is in the way, also at the gate.
  var isTrial = false

  init(_ kind: ArrayLease.Kind, _ part: ArrayPart, thread: Int) {
    self.kind = kind
    rows = part.rows
    bytes = part.lock
    self.thread = thread
  }

  /// Whether the two cannot be held at the same time.
  func conflicts(with other: LeaseClaim) -> Bool {
    (kind == .exclusive || other.kind == .exclusive) && bytes.overlaps(other.bytes)
  }
}
