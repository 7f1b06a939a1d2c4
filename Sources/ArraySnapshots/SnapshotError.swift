public import ArrayStore
public import MappedFiles
public import NPYFormat

/// Why a snapshot was not taken, read or restored.
///
/// Nothing was created, changed or removed, except where a case says so.
public enum SnapshotError: Error, Hashable, Sendable {
  /// What was wrong with the array, the file or its directory.
  case array(ArrayStoreError)
  /// The kernel refused to do something with the snapshot.
  case system(action: String, path: String, SystemCallError)
  /// The snapshot cannot be made as asked; why.
  case invalidOptions(String)
  /// There is no room in memory for the copy that was to shorten a lease; bytes.
  case noRoomForCopy(String, needed: Int, free: Int?)
  /// The array changed in each pass: how many passes there were, and in how many of the frames
  /// something changed during the last one.
  case unstable(String, passes: Int, changedFrames: Int, frameCount: Int)
  /// The array's header changed or the array was cut short while it was read; bytes of elements.
  case sourceChanged(String, needed: Int, found: Int)
  /// The file is no zstd frames; these bytes are there instead, at most four.
  case notZstd(String, found: [UInt8])
  /// The content of the frames does not begin with a `.npy` header.
  case invalidHeader(String, NPYFormatError)
  /// A frame cannot be decompressed, or is not what the header or the seek table says.
  ///
  /// The offset is that of the frame in the snapshot, in bytes.
  case damagedFrame(String, frame: Int, offset: Int, reason: String)
  /// The snapshot ends within a frame that begins at this offset, in bytes.
  case truncated(String, frame: Int, offset: Int, fileBytes: Int)
  /// The frames hold more or fewer bytes than the header in them says.
  case wrongLength(String, needed: Int, found: Int)
  /// The array that was to be stored into was grown, replaced or removed meanwhile.
  case notCurrent(ArrayLocation)
  /// There is no memory for rows of a snapshot: its path, and how many bytes were asked for.
  case noMemory(String, needed: Int)
  /// Rows that the array does not have.
  case rowsOutOfRange(String, rows: Range<Int>, rowCount: Int)
  /// The array to restore into has another dtype, shape or order.
  case layoutMismatch(ArrayLocation, found: String, snapshot: String)
  /// Restoring into an array failed after some of its elements had been stored.
  indirect case partlyRestored(ArrayLocation, SnapshotError)
  /// libzstd refused to work at all, for example for want of memory.
  case zstd(String, reason: String)
}

extension SnapshotError {
  /// Whether it is about what stands in the file, and not about getting at it.
  public var isDamage: Bool {
    switch self {
    case .notZstd, .invalidHeader, .damagedFrame, .truncated, .wrongLength: true
    default: false
    }
  }
}
