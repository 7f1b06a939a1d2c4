/// What a snapshot promises about stores that happened while it was taken.
public enum SnapshotConsistency: String, Hashable, Sendable, CaseIterable {
  /// A shared lease on the whole array was held: processes that take leases stored nothing
  /// meanwhile.
  ///
  /// Nothing is known of processes that take no lease, such as those that only use numpy.
  case leased
  /// A complete pass over all bytes found none changed since the complete pass before it.
  ///
  /// There was an instant between the two passes at which the whole array was just so, whoever
  /// stores and however. Changes are seen by a 32-bit checksum of each frame; what is changed and
  /// changed back between two readings of a frame goes unseen.
  case stable
  /// No promise: parts may be older than others, and single elements torn.
  case fuzzy
}
