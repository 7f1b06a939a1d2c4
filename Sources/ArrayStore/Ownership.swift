/// That a scope of this process owns an array.
package struct Ownership: Sendable {
  package let scope: ArrayScope
  /// Where it is written down.
  package let slot: Int
  package let entry: JournalEntry
}
