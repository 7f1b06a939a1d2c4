import ArrayStore

/// What the receiver of an array needs, made before it takes the array.
///
/// A class, as is ``ReceivedArray``: most messages are no arrays, and then this is one word.
final class PreparedArray: Sendable {
  let entry: JournalEntry
  /// The array, attached; why it is not there any more.
  let attached: Result<SharedArray, ArrayStoreError>
  /// Who is to own it; nil when that is decided later, or nobody.
  let scope: ArrayScope?

  init(
    entry: JournalEntry, attached: Result<SharedArray, ArrayStoreError>, scope: ArrayScope?
  ) {
    self.entry = entry
    self.attached = attached
    self.scope = scope
  }
}

/// An array that this handle has received.
final class ReceivedArray: Sendable {
  let entry: JournalEntry
  let attached: Result<SharedArray, ArrayStoreError>
  /// Where it is written down that it is this process's.
  ///
  /// In a queue that acknowledges it is the queue's until that, and a persistent one is nobody's.
  let ownership: Ownership?

  init(
    entry: JournalEntry, attached: Result<SharedArray, ArrayStoreError>,
    ownership: Ownership? = nil
  ) {
    self.entry = entry
    self.attached = attached
    self.ownership = ownership
  }
}
