/// The locks that all processes hold, as `/proc/locks` shows them at one instant.
///
/// Who holds them is not said: an open file may be several processes'.
///
/// Source: proc_locks(5).
public struct LockTable: Sendable {
  /// A lock on bytes of a file.
  public struct Entry: Hashable, Sendable {
    /// Whether others may hold one as well.
    public let lock: FileLock
    /// Which bytes; up to `Int.max` for a lock without an end.
    public let bytes: ClosedRange<Int>
  }

  private struct Place: Hashable {
    let device: UInt64
    let inode: UInt64
  }

  private var entries: [Place: [Entry]] = [:]

  /// Reads the table.
  ///
  /// - Throws: ``SystemCallError``, where `/proc` is not mounted.
  /// - Complexity: O(locks of all processes).
  public init() throws(SystemCallError) {
    self.init(text: try ProcessText.readWhole("/proc/locks"))
  }

  /// Reads what is in the table; lines that are no byte-range locks that are held are left out.
  init(text: String) {
    for line in text.split(separator: "\n") {
      // `12: OFDLCK  ADVISORY  READ -1 00:1a:4711 128 EOF`; a waiter has `->` in the second column.
      let words = line.split(separator: " ")
      guard words.count == 8, words[1] == "OFDLCK" || words[1] == "POSIX",
        words[3] == "READ" || words[3] == "WRITE", let place = Self.place(words[5]),
        let first = Int(words[6]), let last = words[7] == "EOF" ? Int.max : Int(words[7]),
        first <= last
      else { continue }
      entries[place, default: []].append(
        Entry(lock: words[3] == "READ" ? .shared : .exclusive, bytes: first...last))
    }
  }

  private static func place(_ text: Substring) -> Place? {
    let parts = text.split(separator: ":")
    guard parts.count == 3, let major = UInt64(parts[0], radix: 16),
      let minor = UInt64(parts[1], radix: 16), let inode = UInt64(parts[2])
    else { return nil }
    return Place(device: MapsLine.device(major: major, minor: minor), inode: inode)
  }

  /// The locks that are held on a file.
  public func locks(of file: FileStatus) -> [Entry] {
    entries[Place(device: file.device, inode: file.inode)] ?? []
  }
}
