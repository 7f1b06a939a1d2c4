/// What a complete check of a snapshot found.
public struct SnapshotVerdict: Hashable, Sendable {
  /// The first thing that is wrong, with the number of the frame; nil when every frame holds what
  /// its checksum, the seek table and the header say.
  public let problem: SnapshotError?
  /// How many frames hold the header and the elements; nil where only reading everything can tell.
  public let frameCount: Int?
  /// How many frames with content have no checksum, so that not all damage can be seen; nil where
  /// that is not known, and beside a problem.
  ///
  /// A snapshot of this library has none.
  public let uncheckedFrameCount: Int?
  /// Whether a sound seek table says where the frames lie.
  public let hasSeekTable: Bool
  /// What the snapshot says of itself; nil for one of another program, or when it was altered.
  public let metadata: SnapshotMetadata?
  /// Whether what it says of itself was altered.
  ///
  /// The array may be sound all the same: that is what ``problem`` says.
  public let hasAlteredMetadata: Bool
  /// The size of the `.npy` file that it holds by its header, in bytes; nil when there is none.
  public let contentBytes: Int?
  /// The size of the snapshot, in bytes; nil when it could not be opened.
  public let snapshotBytes: Int?

  /// Whether nothing is wrong.
  public var isSound: Bool { problem == nil }
}
