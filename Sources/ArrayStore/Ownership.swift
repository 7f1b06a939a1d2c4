/// That a scope of this process owns an array.
struct Ownership: Sendable {
  let scope: ArrayScope
  /// Where it is written down.
  let slot: Int
  let entry: JournalEntry
}
