public import MappedFiles

/// How a snapshot is taken.
public struct SnapshotOptions: Sendable {
  /// What the snapshot promises about stores meanwhile.
  ///
  /// The default is the promise that holds whether or not those who store take leases; it costs a
  /// second reading of the array. Where all do, `.leased` reads once.
  public var consistency: SnapshotConsistency = .stable
  /// How long a leased snapshot waits for its lease; without end for nil.
  public var timeout: Duration?
  /// Whether a leased snapshot begins with a copy in memory, and lets go of the lease when that is
  /// made.
  ///
  /// Writers wait for the copy only and not for the compression; it takes room for the whole array
  /// where plain names live, `$NPYSHARE_ROOT` or `/dev/shm`.
  public var isSpooled = false
  /// How many complete passes over the array a stable snapshot may take, at least 2; an array that
  /// changes in each of them is an error.
  public var maximumPasses = 8
  /// How the bytes are compressed: level 1 unless said otherwise.
  public var compression: SnapshotCompression = .zstd(level: 1)
  /// How many bytes of elements a frame holds: 64 KiB to 64 MiB, in multiples of 4 KiB.
  ///
  /// What is restored alone is whole frames, and threads take frames in turn. Those of the default,
  /// 256 KiB, cost 1 byte in 10,000. What repeats is found within a frame only: where an array repeats
  /// itself after 100 KiB or more, as images of a camera that stands still do, frames of several of
  /// its images compress much better. Of arrays with more than a million frames the frames are larger
  /// than asked for. Zeros side by side are up to 16 MiB a frame, or as large as the others.
  public var frameBytes = 256 << 10
  /// Whether header and elements are one frame, for readers that stop at the first frame's end.
  ///
  /// Nothing of it can be restored alone, and restoring it takes one thread.
  public var isSingleFrame = false
  /// At most so many threads; as many as there are processors for nil.
  public var threadCount: Int?
  /// Whether to return only when the bytes and the name are on the disk; for nil, unless the file
  /// system is in memory.
  public var isDurable: Bool?
  /// The mode of the file, whatever the umask is.
  public var permissions: UInt32 = 0o600
  /// What happens when the name is taken.
  public var onConflict: PendingFile.Conflict = .refuse

  /// The defaults: stable, zstd level 1, frames of 256 KiB, all processors, durable on a disk, mode
  /// 0600, a taken name refused.
  public init() {}

  /// Frames that are taken.
  static let frameBytesLimits = 64 << 10...64 << 20
  /// More frames than this are not written.
  static let maximumFrames = 1 << 20

  /// Refuses what cannot be done.
  ///
  /// - Throws: ``SnapshotError`` `.invalidOptions`.
  func check() throws(SnapshotError) {
    if case .zstd(let level) = compression, !(1...22).contains(level) {
      throw .invalidOptions("the compression level is \(level); zstd has 1 to 22")
    }
    if !Self.frameBytesLimits.contains(frameBytes) || frameBytes % 4096 != 0 {
      throw .invalidOptions(
        "frames are of \(frameBytes) bytes; choose 65536 to 67108864, a multiple of 4096")
    }
    if maximumPasses < 2, consistency == .stable {
      throw .invalidOptions("a stable snapshot takes at least 2 passes, not \(maximumPasses)")
    }
    if isSpooled, consistency != .leased {
      throw .invalidOptions(
        "a copy in memory shortens a lease, and a \(consistency.rawValue) snapshot holds none")
    }
    if let threadCount, threadCount < 1 {
      throw .invalidOptions("\(threadCount) threads do no work; use at least 1")
    }
    if isSingleFrame, compression == .none {
      throw .invalidOptions("without compression there are no frames, so not a single one")
    }
  }
}
