/// What a snapshot says of itself, beside the array.
public struct SnapshotMetadata: Hashable, Sendable {
  /// The version of this text's format: 1.
  public var version = 1
  /// What was promised when the snapshot was taken.
  public var consistency: SnapshotConsistency
  /// The compression level.
  public var level: Int
  /// When the snapshot was begun, in seconds since 1970.
  public var time: Int
  /// The type of the elements by its own name, also where numpy's header cannot tell it, as for
  /// `float8_e4m3fn`.
  public var dtype: String
  /// How many bytes of elements a frame holds; one of zeros may hold more.
  public var frameBytes: Int
}
