/// An array, or a queue, that a scope owned, and what a collection did about it.
public struct CollectedArray: Hashable, Sendable {
  /// What became of it.
  public enum Outcome: Hashable, Sendable {
    /// Its name was removed; or would be, when nothing is to be done.
    case removed
    /// Somebody still uses it, so it stays for a later collection.
    case inUse
    /// The kernel refused, so it stays for a later collection; what it said.
    case failed(String)
  }

  /// Its name, under the root.
  public let name: String
  /// Its lifetime.
  public let lifetime: ArrayLifetime
  /// The space that it took, in bytes; it is free when the last process lets go.
  public let bytes: Int
  /// Whether it was a queue; then the arrays in it have gone with it.
  public let isQueue: Bool
  /// Who owned it.
  public let scope: ScopeStatus
  /// What became of it.
  public let outcome: Outcome
}
