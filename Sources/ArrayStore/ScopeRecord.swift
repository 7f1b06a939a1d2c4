import MappedFiles
import SystemPackage

/// A scope's journal as anybody sees it.
struct ScopeRecord: ~Copyable {
  let identifier: ScopeIdentifier
  let path: String
  let header: JournalHeader
  let isAlive: Bool
  /// What its slots hold, by slot.
  let entries: [(slot: Int, entry: JournalEntry)]
  private let file: OwnedFile

  /// How many bytes are read at a time.
  private static let pieceBytes = 64 * JournalEntry.byteCount

  /// Reads a journal; nil when it is gone, or no journal that this version knows.
  ///
  /// - Throws: `SystemCallError`.
  static func read(
    _ identifier: ScopeIdentifier, in directory: String,
    access: OwnedFile.Access = .readOnly
  ) throws(SystemCallError) -> ScopeRecord? {
    let path = "\(directory)/\(identifier)"
    do throws(SystemCallError) {
      let file = try OwnedFile(opening: path, access: access)
      guard try file.status().kind == .regularFile else { return nil }
      let first = try file.bytes(0..<JournalEntry.byteCount)
      guard let header = JournalHeader(decoding: first) else { return nil }
      return try ScopeRecord(identifier, path, header, file)
    } catch
      where error.errno == .noSuchFileOrDirectory || error.errno == .tooManySymbolicLinkLevels
      || error.errno == .noSuchAddressOrDevice
    {
      // Nothing, a link or a socket.
      return nil
    }
  }

  private init(
    _ identifier: ScopeIdentifier, _ path: String, _ header: JournalHeader,
    _ file: consuming OwnedFile
  ) throws(SystemCallError) {
    // First the lock: what a dead owner wrote does not change any more.
    let isAlive = try file.isLocked(against: .shared, ScopeJournal.lockedBytes)
    let entries = try Self.entries(of: file)
    self.isAlive = isAlive
    self.identifier = identifier
    self.path = path
    self.header = header
    self.entries = entries
    self.file = file
  }

  /// What the slots behind the header hold; the file may be far longer than its entries take.
  private static func entries(
    of file: borrowing OwnedFile
  ) throws(SystemCallError) -> [(slot: Int, entry: JournalEntry)] {
    let size = JournalEntry.byteCount
    var entries: [(slot: Int, entry: JournalEntry)] = []
    for start in stride(from: 0, to: ScopeJournal.maximumSlotCount * size, by: pieceBytes) {
      let piece = try file.bytes(start..<start + pieceBytes)
      for offset in stride(from: 0, to: piece.count - size + 1, by: size)
      where piece[offset] != 0 {
        if let entry = JournalEntry(decoding: Array(piece[offset..<offset + size])) {
          entries.append(((start + offset) / size, entry))
        }
      }
      if piece.count < pieceBytes { break }
    }
    return entries
  }

  /// Works on the journal of a scope whose owner is dead, opened for writing.
  ///
  /// - Precondition: the namespace lock is held.
  func reopened(
    _ body: (borrowing ScopeRecord) throws(SystemCallError) -> Void
  ) throws(SystemCallError) {
    let directory = String(path.dropLast(identifier.description.utf8.count + 1))
    let record = try Self.read(identifier, in: directory, access: .readWrite)
    if let record { try body(record) }
  }

  /// Writes an entry into a free slot of a scope whose owner is dead.
  ///
  /// - Precondition: the namespace lock is held, and the journal was read for writing.
  func add(_ entry: JournalEntry) throws(SystemCallError) {
    let taken = Set(entries.map(\.slot))
    // The first is the header's.
    guard let slot = (1..<ScopeJournal.maximumSlotCount).first(where: { !taken.contains($0) })
    else { throw SystemCallError("pwrite", .noSpace) }
    try file.write(elements: entry.encoded.span, at: slot * JournalEntry.byteCount)
  }

  /// Frees a slot of a scope whose owner is dead.
  ///
  /// - Precondition: the namespace lock is held, and the journal was read for writing.
  func release(_ slot: Int) throws(SystemCallError) {
    let empty = [UInt8](repeating: 0, count: JournalEntry.byteCount)
    try file.write(elements: empty.span, at: slot * JournalEntry.byteCount)
  }

  /// What is said of it.
  var status: ScopeStatus {
    ScopeStatus(
      identifier: identifier, isAlive: isAlive, process: header.process,
      command: header.command, began: header.began, arrayCount: entries.count)
  }
}
