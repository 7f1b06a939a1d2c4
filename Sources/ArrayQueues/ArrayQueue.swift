public import ArrayStore
import Glibc
import MappedFiles
import QueueLayout
import Synchronization

/// One process's hold on a queue, through which processes hand each other arrays.
///
/// A message is filled in place in memory that the processes share, and read there. The memory is
/// recycled: no message makes a file or a mapping. Any process may be killed at any instruction, and
/// the queue goes on working for the others.
///
/// A handle may be used by many threads at a time. It stays in its process: a forked child attaches
/// the queue itself.
public final class ArrayQueue: Sendable {
  /// Which end of a queue.
  public enum Role: String, Sendable {
    case producer
    case consumer
  }

  /// How many handles may have a role.
  public enum Peers: Sendable {
    /// One, which keeps the role as long as it lives and takes no lock of the kernel's for a
    /// message.
    case one
    /// Any number, up to the 64 that a queue can have in all.
    case many
  }

  /// Where the queue was when it was created or attached.
  public let location: ArrayLocation
  let geometry: QueueGeometry
  let words: QueueWords
  let payloads: PayloadTable
  let file: OwnedFile
  /// What says that something is this handle's.
  let tag: OwnerTag
  let forkGeneration: Int
  let producing: RoleLock
  let consuming: RoleLock
  let sentHeaders = KnownHeaders()
  let receivedHeaders = KnownHeaders()
  let sendersSpin = SpinBudget()
  let receiversSpin = SpinBudget()
  /// Where to look first for a free payload.
  let hint = Atomic<Int>(0)
  /// The payload that is likely to be received next.
  let nextPayload = Atomic<Int>(0)
  /// The greatest `head` that this handle's senders have seen.
  let knownHead = Atomic<UInt64>(0)
  /// The latest `tail` that this handle's receivers have seen.
  let knownTail = Atomic<UInt64>(0)
  /// The count of returns at the last look for messages that were given back.
  let seenReturns = Atomic<UInt64>(0)
  let received = Atomic<Int>(0)
  /// By which scope of this process the queue is owned, if this handle made it.
  let ownership = Guarded<Ownership?>(nil)
  let lastSweep = Atomic<Int64>(0)

  /// Joins a queue.
  ///
  /// - Parameters:
  ///   - location: its name.
  ///   - geometry: its first page.
  ///   - file: its control file, marked as in use.
  /// - Throws: ``ArrayQueueError`` `.tooManyPeers`, `.store`.
  init(
    joining location: ArrayLocation, _ geometry: QueueGeometry, _ file: consuming OwnedFile
  ) throws(ArrayQueueError) {
    let words: QueueWords
    let slot: Int
    do throws(SystemCallError) {
      words = try QueueWords(file, geometry)
      slot = try Self.slot(file)
    } catch {
      throw .store(ArrayStoreError("attach", location, error))
    }
    guard slot < QueueGeometry.slotCount else {
      throw .tooManyPeers(location, QueueGeometry.slotCount)
    }
    // Releasing: pairs with the acquiring load of a sweep. The commit of joining: from here on the
    // tag of the slot's last owner is a dead one's. Only who holds the slot's lock stores here.
    let generation = (words.generation(slot).loadRelaxed() + 1) & OwnerTag.generations
    words.generation(slot).storeReleasing(generation)
    tag = OwnerTag(slot: slot, generation: generation)
    // For people only.
    words.note(slot, 0).storeRelaxed(UInt64(UInt32(bitPattern: getpid())))
    words.note(slot, 1).storeRelaxed(Self.now())
    file.noteMark(QueueGeometry.inUse.lowerBound)
    self.location = location
    self.geometry = geometry
    self.words = words
    self.file = file
    payloads = PayloadTable(
      geometry,
      in: QueueDirectory.path(geometry.identifier, in: ArrayRoot(path: location.directory)))
    producing = RoleLock(byte: 1, isForLife: geometry.hasOneProducer)
    consuming = RoleLock(byte: 2, isForLife: geometry.hasOneConsumer)
    forkGeneration = ProcessForks.generation
    sweep()
  }

  deinit {
    // In a forked child everything belongs to the parent.
    guard ProcessForks.generation == forkGeneration else { return }
    words.note(tag.slot, 0).storeRelaxed(0)
    leave()
  }

  /// The first slot that nobody has; as many as there are when there is none.
  private static func slot(_ file: borrowing OwnedFile) throws(SystemCallError) -> Int {
    for slot in 0..<QueueGeometry.slotCount
    where try file.tryLock(.exclusive, QueueGeometry.slot(slot)) {
      return slot
    }
    return QueueGeometry.slotCount
  }

  /// Nanoseconds since 1970, to a few milliseconds: of all clocks the one that costs least.
  static func now() -> UInt64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME_COARSE, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// Refuses a handle of the process that this one was forked from.
  func checkProcess() throws(ArrayQueueError) {
    guard ProcessForks.generation == forkGeneration else { throw .forked(location) }
  }

  func error(_ action: String, _ error: SystemCallError) -> ArrayQueueError {
    .store(ArrayStoreError(action, location, error))
  }
}
