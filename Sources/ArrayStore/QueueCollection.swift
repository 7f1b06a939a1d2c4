import MappedFiles
import QueueLayout
import SystemPackage

/// What a collection does about queues: it gives back what the dead had of arrays on their way, and
/// removes the queues that are over with the arrays in them.
///
/// Source: `Tools/models/queue/PROTOCOL.md`, section 8. The namespace lock is held as long as this is
/// there.
final class QueueCollection {
  /// What an entry in a dead owner's journal means.
  enum Verdict {
    /// What it names is the dead owner's.
    case counts
    /// It is the queue's.
    case isVoid
    /// That cannot be told yet.
    case undecided
  }

  private let root: ArrayRoot
  private let identifiers: [QueueIdentifier]
  /// The queues that arrays have been put into.
  private var records: [QueueIdentifier: QueueRecord] = [:]
  /// The queues that could not be looked at.
  private var unknown: Set<QueueIdentifier> = []
  /// The words of dead owners on arrays, each by the entry that may be judged by it.
  private var deadWords: [JournalEntry.Purpose] = []
  /// The entries that remain, for the words that they are judged by must not change.
  private var named: Set<JournalEntry.Purpose> = []

  /// Looks for the words of the dead.
  ///
  /// That comes before the journals are read: an owner that is dead writes no entry any more.
  init(in root: ArrayRoot) {
    self.root = root
    let names = (try? DirectoryNames(of: QueueDirectory.queues(in: root)).names) ?? []
    identifiers = names.compactMap { QueueIdentifier($0) }
    for identifier in identifiers {
      do throws(SystemCallError) {
        guard let record = try QueueRecord.open(identifier, in: root) else { continue }
        let arrays = record.arrays
        if record.handsOver { records[identifier] = record }
        for payload in arrays { findDead(record, payload) }
      } catch {
        unknown.insert(identifier)
      }
    }
  }

  private func findDead(_ record: QueueRecord, _ payload: Int) {
    func handover(_ word: SharedWord) -> QueueHandover? {
      // Acquiring: pairs with the exchange by which the owner got it, so that its generation is seen.
      guard let tag = OwnerTag(word.loadAcquiring()), record.isGone(tag) else { return nil }
      return QueueHandover(queue: record.geometry.identifier, payload: payload, tag: tag)
    }
    if let sending = handover(record.loan(payload)) { deadWords.append(.sending(sending)) }
    if let receiving = handover(record.use(payload)) {
      deadWords.append(.receiving(receiving))
    }
  }

  /// Whether all journals were read; one that was not may have an entry for any word.
  private var isComplete = true

  /// Says that a journal could not be read.
  func noteUnread() {
    isComplete = false
  }

  /// What an entry in a dead owner's journal means.
  func verdict(on entry: JournalEntry) -> Verdict {
    guard let handover = entry.handover else { return .counts }
    if unknown.contains(handover.queue) { return .undecided }
    // With the queue everything went that was in it.
    guard let record = records[handover.queue],
      handover.payload < record.geometry.payloadCount
    else { return .counts }
    // The kernel lets go of a dying process's locks one after the other.
    guard record.isGone(handover.tag) else { return .undecided }
    let isQueues: Bool
    if case .sending = entry.purpose {
      // Acquiring, as in `findDead`; nobody but a collector changes a dead owner's word.
      isQueues =
        record.loan(handover.payload).loadAcquiring() == handover.tag.word
        && record.isSent(handover.payload)
    } else {
      isQueues =
        record.use(handover.payload).loadAcquiring() == handover.tag.word
        && (record.geometry.acknowledges || !record.isReceived(handover.payload))
    }
    return isQueues ? .isVoid : .counts
  }

  /// Says that an entry remains.
  func keep(_ entry: JournalEntry) {
    if entry.handover != nil { named.insert(entry.purpose) }
  }

  /// Gives back what the dead had, where no journal has an entry that is judged by it.
  func giveBack() {
    if !isComplete { return }
    for word in deadWords where !named.contains(word) {
      switch word {
      case .sending(let handover):
        guard let record = records[handover.queue] else { continue }
        // Releasing: pairs with the exchange of the next loan.
        _ = record.loan(handover.payload).replace(handover.tag.word, with: OwnerTag.nobody)
      case .receiving(let handover):
        guard let record = records[handover.queue] else { continue }
        giveBack(record, handover)
      case .array, .queue: continue
      }
    }
  }

  private func giveBack(_ record: QueueRecord, _ handover: QueueHandover) {
    let isReceived = record.isReceived(handover.payload)
    let returns = isReceived && record.geometry.acknowledges
    // Releasing: pairs with the acquiring load of `use` in a loan, and with the exchange of who
    // receives it again. One that is queued is given back too: its next receiver waits for that.
    let isMine = record.use(handover.payload).replace(
      handover.tag.word, with: returns ? OwnerTag.returned : OwnerTag.nobody)
    guard isMine, isReceived else { return }
    record.count(returns ? QueueGeometry.returns : QueueGeometry.lost).increment()
  }

  /// Removes the queues that are over, with the arrays in them.
  func endQueues(holding held: inout [HeldFile]) {
    for identifier in identifiers where !unknown.contains(identifier) {
      let isNamed = named.contains { entry in
        switch entry {
        case .sending(let handover), .receiving(let handover): handover.queue == identifier
        case .array, .queue: false
        }
      }
      // Who handed it over, or got it, has the array only by the queue's words.
      if !isNamed, isComplete || records[identifier] == nil {
        endIfOver(identifier, holding: &held)
      }
    }
  }

  private func endIfOver(_ identifier: QueueIdentifier, holding held: inout [HeldFile]) {
    let directory = QueueDirectory.path(identifier, in: root)
    do {
      guard
        let record = try records[identifier] ?? QueueRecord.open(identifier, in: root)
      else {
        // Its maker, who holds the namespace lock until there is one, died before.
        try NameRemoval.removeDirectory(directory)
        return
      }
      guard try record.isOver() else { return }
      try record.end()
      for payload in record.arrays where record.isInFlight(payload) {
        guard let array = record.array(payload), array.lifetime != .persistent else { continue }
        // Nobody has a right to it any more; who has it attached keeps it, whole.
        _ = try JournalEntry(name: array.name, identity: array.identity, lifetime: .scoped)
          .settle(in: root, holding: &held)
      }
      QueueDirectory.removeFiles(directory)
    } catch {
      // What cannot be removed now is left to the next who tries.
    }
  }
}
