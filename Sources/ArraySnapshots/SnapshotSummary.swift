public import ArrayStore

/// What a snapshot has become.
public struct SnapshotSummary: Hashable, Sendable {
  /// How the elements lay when they were read.
  public let layout: ArrayLayout
  /// What it promises.
  public let consistency: SnapshotConsistency
  /// How often the array was read.
  public let passes: Int
  /// How many frames hold the header and the elements, zeros in larger ones; 0 without compression.
  public let frameCount: Int
  /// The size of the `.npy` file that it holds, in bytes.
  public let contentBytes: Int
  /// The size of the snapshot, in bytes.
  public let snapshotBytes: Int
}
