/// How a snapshot's bytes are compressed.
public enum SnapshotCompression: Hashable, Sendable {
  /// Zstandard at a level from 1, fast, to 22, small.
  case zstd(level: Int)
  /// Not at all: the snapshot is a plain `.npy` file, written with the same care.
  ///
  /// It has no place to say how consistent it is.
  case none
}
