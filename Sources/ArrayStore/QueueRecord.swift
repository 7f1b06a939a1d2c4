import MappedFiles
import QueueLayout
import SystemPackage

/// A queue as collectors see it, with the namespace lock held: its control file, and its words if
/// arrays have ever been put into it.
final class QueueRecord {
  let geometry: QueueGeometry
  let directory: String
  private let file: OwnedFile
  private let mapping: Mapping?

  /// Opens a queue by its directory.
  ///
  /// - Returns: nil when there is no such queue, or its control file is none that this version knows.
  /// - Throws: `SystemCallError`.
  static func open(
    _ identifier: QueueIdentifier, in root: ArrayRoot
  ) throws(SystemCallError) -> QueueRecord? {
    let directory = QueueDirectory.path(identifier, in: root)
    do throws(SystemCallError) {
      let file = try OwnedFile(
        opening: QueueDirectory.control(in: directory), access: .readWrite, isLocking: true)
      let status = try file.status()
      let page = try file.bytes(0..<QueueGeometry.bytes)
      guard status.kind == .regularFile,
        let geometry = try? QueueGeometry(parsing: page, fileBytes: status.size),
        geometry.identifier == identifier
      else { return nil }
      return try QueueRecord(geometry, directory, file)
    } catch
      where error.errno == .noSuchFileOrDirectory
    {
      return nil
    }
  }

  private init(
    _ geometry: QueueGeometry, _ directory: String, _ file: consuming OwnedFile
  ) throws(SystemCallError) {
    let flag = try file.bytes(QueueGeometry.handsOver..<QueueGeometry.handsOver + 8)
    let mapping: Mapping?
    if flag.contains(where: { $0 != 0 }) {
      // Not the open file that is locked: see ``LockFile``.
      let mapped = try OwnedFile(reopening: file)
      mapping = try Mapping(mapped, count: geometry.controlBytes, protection: .readWrite)
    } else {
      mapping = nil
    }
    self.geometry = geometry
    self.directory = directory
    self.mapping = mapping
    self.file = file
  }

  /// The queue that owns an array, if one does.
  ///
  /// - Precondition: the namespace lock is held.
  static func owning(_ identity: FileIdentity, in root: ArrayRoot) -> QueueIdentifier? {
    let names = (try? DirectoryNames(of: QueueDirectory.queues(in: root)).names) ?? []
    return names.lazy.compactMap { QueueIdentifier($0) }.first { identifier in
      guard let record = (try? open(identifier, in: root)) ?? nil else { return false }
      return record.arrays.contains { payload in
        record.isInFlight(payload) && record.array(payload)?.identity == identity
      }
    }
  }

  /// Whether nobody has the queue and its name is gone; as long as this is there, nobody can get it.
  ///
  /// - Throws: `SystemCallError`.
  func isOver() throws(SystemCallError) -> Bool {
    guard try file.status().linkCount == 1 else { return false }
    return try file.tryLock(.exclusive, QueueGeometry.inUse)
  }

  /// Keeps out who has opened the queue already and gets its lock next.
  ///
  /// - Throws: `SystemCallError`.
  func end() throws(SystemCallError) {
    try file.write(elements: [UInt64(1)].span, at: QueueGeometry.ended)
  }

  /// Whether an array was ever put into it.
  var handsOver: Bool { mapping != nil }

  /// The payloads by which arrays are handed over.
  var arrays: [Int] {
    guard mapping != nil else { return [] }
    // Relaxed: a loan sets it before anything else, and what it decides is looked at again.
    return (0..<geometry.payloadCount).filter {
      word(geometry.payload($0) + QueueGeometry.kind).loadRelaxed() == QueueGeometry.arrayKind
    }
  }

  func loan(_ payload: Int) -> SharedWord { word(geometry.payload(payload)) }
  func use(_ payload: Int) -> SharedWord {
    word(geometry.payload(payload) + QueueGeometry.use)
  }
  func count(_ offset: Int) -> SharedWord { word(offset) }

  /// Whether a payload was sent, received by now or not.
  func isSent(_ payload: Int) -> Bool {
    // `tail` first: what a dead sender did not commit is repaired before the next commit, and would
    // look sent to who saw its position before the one and `tail` after the other. Acquiring: pairs
    // with the commit of its sender.
    let tail = QueueTail(word: word(QueueGeometry.tail).loadAcquiring()).position
    let position = at(payload)
    return position > 0 && position <= tail
  }

  /// Whether a payload was sent and not received.
  func isQueued(_ payload: Int) -> Bool { isSent(payload) && !isReceived(payload) }

  /// Whether a payload's array is the queue's, if no journal has an entry for it.
  func isInFlight(_ payload: Int) -> Bool {
    isQueued(payload)
      // Acquiring: pairs with the acknowledgement.
      || geometry.acknowledges && use(payload).loadAcquiring() != OwnerTag.nobody
  }

  /// Whether a payload's last receiver has committed itself.
  func isReceived(_ payload: Int) -> Bool {
    // Acquiring: pairs with the commit of its receiver.
    at(payload) <= word(QueueGeometry.head).loadAcquiring()
  }

  private func at(_ payload: Int) -> UInt64 {
    // Ordered by the loan, as everything that a sender stores.
    word(geometry.payload(payload) + QueueGeometry.at).loadRelaxed()
  }

  /// The array that a payload hands over; nil when its record cannot be believed.
  func array(_ payload: Int) -> JournalEntry? {
    let start = geometry.record(payload)
    let record = try? file.bytes(start..<start + JournalEntry.byteCount)
    return record.flatMap { JournalEntry(record: $0) }
  }

  /// Whether no thread can store under a tag any more.
  func isGone(_ owner: OwnerTag) -> Bool {
    // Acquiring: pairs with the releasing store of joining.
    let generation = word(QueueGeometry.peer(owner.slot)).loadAcquiring()
    if generation & OwnerTag.generations != owner.generation { return true }
    // The kernel lets go of the lock when the last thread can no longer run. A refusal tells nothing.
    return (try? file.isLocked(against: .exclusive, QueueGeometry.slot(owner.slot))) == false
  }

  private func word(_ offset: Int) -> SharedWord {
    guard let word = mapping?.word(at: offset) else {
      fatalError("no array was ever put into the queue \(geometry.identifier)")
    }
    return word
  }
}
