import MappedFiles

/// The journal of a living scope: a file of slots of 512 bytes, the first of them the header.
///
/// Its owner holds an exclusive lock on the file's first byte for as long as it lives, so that
/// anybody can tell a living scope from one whose owner is dead. The lock is there before the file
/// has its name.
struct ScopeJournal: ~Copyable {
  static let lockedBytes = 0..<1
  /// The most slots that a journal has.
  static let maximumSlotCount = 1 << 20
  /// Slots come in whole pages.
  static let pageBytes = 4096
  private static let slotsOfPage = pageBytes / JournalEntry.byteCount

  let path: String
  private let file: OwnedFile
  /// What the slots hold, the header's first; nil for a free one.
  private(set) var slots: [JournalEntry?]
  private var freeSlots: [Int]
  /// The slots in use, by the names in them; more than one while an array is replaced.
  private var slotsOfNames: [String: [Int]] = [:]
  /// The slots whose arrays are about to get their names.
  private var pendingSlots: Set<Int> = []
  /// The slots of arrays that last as long as their users and that their owner has closed.
  private var closedSlots: Set<Int> = []
  private var closedSlotsSeen = ContinuousClock.now
  /// Whether nothing more is written down, since its scope was closed.
  var isEnding = false

  /// Begins a journal.
  ///
  /// - Throws: `SystemCallError`.
  init(
    of scope: ScopeIdentifier, in directory: borrowing ScopeDirectory
  ) throws(SystemCallError) {
    path = "\(directory.path)/\(scope)"
    slots = Array(repeating: nil, count: Self.slotsOfPage)
    freeSlots = (1..<Self.slotsOfPage).reversed()
    file = try Self.publish(scope, in: directory)
  }

  private static func publish(
    _ scope: ScopeIdentifier, in directory: borrowing ScopeDirectory
  ) throws(SystemCallError) -> OwnedFile {
    let pending = try PendingFile(in: directory.path)
    pending.file.sever()
    try pending.reserve(pageBytes)
    try pending.file.write(elements: JournalHeader.current.encoded.span, at: 0)
    // Nobody else can have a file that has no name.
    _ = try pending.file.tryLock(.exclusive, lockedBytes)
    return try pending.publish(as: scope.description)
  }

  /// Where an entry was written.
  enum Place {
    case slot(Int)
    /// Nowhere: there are as many as there can be.
    case full
  }

  /// Whether arrays that are written down are about to get their names.
  var hasPending: Bool { !pendingSlots.isEmpty }

  /// Writes an entry down.
  ///
  /// - Parameters:
  ///   - entry: what to write.
  ///   - isPending: whether the array is about to get its name, which ``confirm(_:)`` ends.
  /// - Returns: where it stands; nil when the scope is ending.
  /// - Throws: `SystemCallError`; `ENOSPC` when there is no room for it.
  mutating func record(
    _ entry: JournalEntry, isPending: Bool
  ) throws(SystemCallError) -> Place? {
    if isEnding { return nil }
    if freeSlots.isEmpty { try extend() }
    guard let slot = freeSlots.last else { return .full }
    try file.write(elements: entry.encoded.span, at: slot * JournalEntry.byteCount)
    freeSlots.removeLast()
    slots[slot] = entry
    slotsOfNames[entry.name, default: []].append(slot)
    if isPending { pendingSlots.insert(slot) }
    return .slot(slot)
  }

  /// Says that the array of a slot has its name.
  mutating func confirm(_ slot: Int) {
    pendingSlots.remove(slot)
  }

  private mutating func extend() throws(SystemCallError) {
    let end = slots.count + Self.slotsOfPage
    guard end <= Self.maximumSlotCount else { return }
    try file.reserve(
      slots.count * JournalEntry.byteCount..<end * JournalEntry.byteCount)
    freeSlots.append(contentsOf: (slots.count..<end).reversed())
    slots.append(contentsOf: repeatElement(nil, count: Self.slotsOfPage))
  }

  /// The entries of arrays that have a name, or had it.
  func entries(named name: String) -> [(slot: Int, entry: JournalEntry)] {
    (slotsOfNames[name] ?? []).compactMap { slot in
      pendingSlots.contains(slot) ? nil : slots[slot].map { (slot, $0) }
    }
  }

  /// The same of all names.
  var namedEntries: [(slot: Int, entry: JournalEntry)] {
    slots.indices.compactMap { slot in
      pendingSlots.contains(slot) ? nil : slots[slot].map { (slot, $0) }
    }
  }

  /// Whether it is full and has doubled since it was last gone through for what is no longer there.
  var isDueForSweep: Bool {
    freeSlots.isEmpty && slots.count >= 1024 && slots.count.nonzeroBitCount == 1
  }

  /// Says that an array goes when its last user does: its owner has closed it.
  mutating func noteClosed(_ slot: Int) {
    if slots[slot] != nil { closedSlots.insert(slot) }
  }

  /// Those arrays, unless they were asked for a moment ago.
  mutating func closedEntries(
    atMostEvery pause: Duration
  ) -> [(slot: Int, entry: JournalEntry)] {
    if closedSlots.isEmpty { return [] }
    let now = ContinuousClock.now
    guard now - closedSlotsSeen >= pause else { return [] }
    closedSlotsSeen = now
    return closedSlots.compactMap { slot in slots[slot].map { (slot, $0) } }
  }

  /// Frees a slot: what it held is no longer the scope's.
  ///
  /// Does nothing when the slot holds another entry by now.
  ///
  /// - Throws: `SystemCallError`; the entry is still there then.
  mutating func release(_ slot: Int, of entry: JournalEntry) throws(SystemCallError) {
    guard slots[slot] == entry else { return }
    let empty = [UInt8](repeating: 0, count: JournalEntry.byteCount)
    try file.write(elements: empty.span, at: slot * JournalEntry.byteCount)
    slots[slot] = nil
    pendingSlots.remove(slot)
    closedSlots.remove(slot)
    let others = (slotsOfNames[entry.name] ?? []).filter { $0 != slot }
    slotsOfNames[entry.name] = others.isEmpty ? nil : others
    freeSlots.append(slot)
  }
}
