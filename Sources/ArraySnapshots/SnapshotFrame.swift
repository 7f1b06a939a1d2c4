/// Where a frame lies in a snapshot, and its content in the `.npy` file.
struct SnapshotFrame: Hashable, Sendable {
  /// Where it begins in the snapshot, in bytes.
  let offset: Int
  /// Its size, in bytes.
  let bytes: Int
  /// Where its content begins in the `.npy` file, in bytes.
  let contentOffset: Int
  /// The size of its content, in bytes; 0 for a skippable frame.
  let contentBytes: Int
  /// The checksum of its content by the seek table, if that has any.
  let checksum: UInt32?

  /// Whether it is small itself, as one of a single number is: then it may be zeros, and is kept for a
  /// while with its content.
  var isSmall: Bool { bytes <= 4096 }

  /// Where its content lies in the `.npy` file.
  var contentRange: Range<Int> { contentOffset..<contentOffset + contentBytes }
}
