public import ArrayStore
import ArrayViews
import MappedFiles
import NPYFormat
import QueueLayout
import SystemPackage

extension ArrayQueue {
  /// Creates a queue, or refuses a name that is taken.
  ///
  /// All its memory is reserved now: sending cannot run out of it. When the queue goes, all goes that is
  /// in it, arrays that were put included, but for persistent ones; who has it attached when its name
  /// goes may go on using it.
  ///
  /// - Parameters:
  ///   - location: its name.
  ///   - payloadCount: how many messages can be on their way at a time, being filled, waiting or
  ///     being read; 1 to 32,768.
  ///   - payloadBytes: how much the elements of a message may take, in bytes.
  ///   - producers: whether one handle sends, or many.
  ///   - consumers: whether one handle receives, or many; each message goes to one of them.
  ///   - acknowledges: whether a message whose receiver dies, or gives it back, is delivered again.
  ///   - lifetime: how long it stays. `ArrayLifetime.lastUser` if it is not given: until this handle
  ///     has gone, however its process ends, and nobody else has the queue attached; a queue that is
  ///     a file somewhere else than under the root then stays until it is removed.
  ///   - scope: who owns a queue that goes by itself; this process's own scope when it is nil.
  /// - Returns: a handle that may send and receive.
  /// - Throws: ``ArrayQueueError`` `.invalidCounts`; `.store` with `.alreadyExists`, with `.noSpace`
  ///   and the numbers, with `.noDirectory`; with `.notUnderRoot`, `.noScopes`, `.scopeEnded`,
  ///   `.scopeFull` where the lifetime is refused.
  /// - Complexity: O(payloadCount × payloadBytes) to reserve them.
  public static func create(
    _ location: ArrayLocation, payloadCount: Int, payloadBytes: Int, producers: Peers = .many,
    consumers: Peers = .many, acknowledges: Bool = false, lifetime: ArrayLifetime? = nil,
    scope: ArrayScope? = nil
  ) throws(ArrayQueueError) -> ArrayQueue {
    guard QueueGeometry.payloadCounts.contains(payloadCount) else {
      throw .invalidCounts(
        location, reason: "\(payloadCount) payloads are not 1 to 32,768")
    }
    guard QueueGeometry.payloadSizes.contains(payloadBytes) else {
      throw .invalidCounts(
        location, reason: "payloads of \(payloadBytes) bytes are not 0 bytes to 64 TiB")
    }
    let geometry = QueueGeometry(
      payloadCount: payloadCount, payloadBytes: payloadBytes,
      hasOneProducer: producers == .one, hasOneConsumer: consumers == .one,
      acknowledges: acknowledges, identifier: QueueIdentifier(), created: now())
    let root = ArrayRoot(path: location.directory)
    do throws(ArrayQueueError) {
      // What is over must not take the room that this one needs.
      _ = try? root.collect()
      let lifetime = lifetime ?? (location.backing == .shm ? .lastUser : .persistent)
      let scope = try owner(scope, lifetime, of: location)
      return try make(location, geometry, lifetime, scope)
    } catch {
      // What was made until then is over, since nobody has it any more.
      _ = try? root.collect()
      throw error
    }
  }

  private static func owner(
    _ scope: ArrayScope?, _ lifetime: ArrayLifetime, of location: ArrayLocation
  ) throws(ArrayQueueError) -> ArrayScope? {
    do throws(ArrayStoreError) {
      return try CreationOptions(lifetime: lifetime, scope: scope).owner(of: location)
    } catch {
      throw .store(error)
    }
  }

  private static func make(
    _ location: ArrayLocation, _ geometry: QueueGeometry, _ lifetime: ArrayLifetime,
    _ scope: ArrayScope?
  ) throws(ArrayQueueError) -> ArrayQueue {
    let directory = QueueDirectory.path(
      geometry.identifier, in: ArrayRoot(path: location.directory))
    let control = try makeControl(location, geometry, directory)
    do {
      let header = try KnownHeader(shape: [0], dtype: UInt8.dtype, isFortranOrder: false).bytes
      for index in 0..<geometry.payloadCount {
        let payload = try PendingFile(in: directory)
        try payload.reserve(geometry.payloadFileBytes)
        try payload.file.write(elements: header.span, at: 0)
        _ = try payload.publish(as: "\(index).npy")
      }
    } catch let error as SystemCallError {
      throw refused(location, geometry, error)
    } catch {
      fatalError("the header of an empty array: \(error)")
    }
    let queue = try ArrayQueue(joining: location, geometry, control)
    do throws(ArrayStoreError) {
      // Written down before anybody can find the queue.
      let ownership = try scope?.own(
        location, queue.file, lifetime, isPending: true, purpose: .queue(geometry.identifier))
      do throws(SystemCallError) {
        // The publication: until now nobody could find the queue, and now it is whole.
        try queue.file.link(to: location.path)
      } catch {
        if let ownership { scope?.abandon(ownership) }
        throw ArrayStoreError(
          making: "create", location, needed: geometry.allBytes, error)
      }
      if let ownership { scope?.confirm(ownership) }
      queue.ownership.withLock { $0 = ownership }
    } catch {
      throw .store(error)
    }
    return queue
  }

  /// Makes the control file, in use, with its name in the queue's own directory.
  private static func makeControl(
    _ location: ArrayLocation, _ geometry: QueueGeometry, _ directory: String
  ) throws(ArrayQueueError) -> OwnedFile {
    let root = ArrayRoot(path: location.directory)
    do throws(ArrayStoreError) {
      // Collectors take a directory without a control file for a dead maker's.
      let user = try QueueDirectory.openUser(in: root)
      try QueueDirectory.lock(user)
      try QueueDirectory.make(QueueDirectory.queues(in: root))
      try QueueDirectory.make(directory)
      do throws(SystemCallError) {
        let control = try PendingFile(in: directory)
        try control.reserve(geometry.controlBytes)
        try control.file.write(elements: geometry.encoded.span, at: 0)
        _ = try control.file.tryLock(.shared, QueueGeometry.inUse)
        let file = try control.publish(as: "control")
        withExtendedLifetime(user) {}
        return file
      } catch {
        throw ArrayStoreError(
          making: "create", location, needed: geometry.controlBytes, error)
      }
    } catch {
      switch error {
      case .system(_, _, let refusal) where refusal.errno == .noSuchFileOrDirectory:
        throw .store(.noDirectory(location, location.directory))
      default: throw .store(error)
      }
    }
  }

  private static func refused(
    _ location: ArrayLocation, _ geometry: QueueGeometry, _ error: SystemCallError
  ) -> ArrayQueueError {
    .store(ArrayStoreError(making: "create", location, needed: geometry.allBytes, error))
  }
}
