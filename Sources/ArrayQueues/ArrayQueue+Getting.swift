public import ArrayStore
import MappedFiles
import QueueLayout

extension ArrayQueue {
  /// Receives an array that was put, as this process's own.
  ///
  /// From now on it belongs to this process's scope, with the lifetime that it had; a persistent one
  /// to nobody. In a queue that acknowledges the message is acknowledged. Where messages of both kinds
  /// come, use `receive(waitingUpTo:)` and ``QueueMessage/adopt()``.
  ///
  /// - Parameter timeout: how long to wait for one; nil for as long as it takes.
  /// - Returns: a handle that may read and store; nil when the queue was closed and all that was sent
  ///   has been received.
  /// - Throws: ``ArrayQueueError`` as `receive(waitingUpTo:)`; `.notAnArray` when the next message
  ///   is elements that were sent, which is still there then; `.arrayLost`; `.store` with
  ///   `.scopeFull`, `.noScopes`, `.noSpace`.
  public func get(waitingUpTo timeout: Duration? = nil) throws(ArrayQueueError) -> SharedArray? {
    guard let message = try receive(.array, WaitLimit(timeout)) else { return nil }
    return try message.adopt()
  }

  /// Receives an array that was put, if there is one now.
  ///
  /// - Returns: the array; nil when there is none.
  /// - Throws: ``ArrayQueueError`` `.ended` when none will ever come, and as `get(waitingUpTo:)`.
  public func tryGet() throws(ArrayQueueError) -> SharedArray? {
    guard let message = try tryReceive(.array) else { return nil }
    return try message.adopt()
  }

  /// Makes what the receiver of an array needs.
  ///
  /// Without the role: attaching may wait, and beginning a scope collects.
  func prepare(_ entry: JournalEntry) throws(ArrayQueueError) -> PreparedArray {
    do throws(ArrayStoreError) {
      let scope = isOwnedWhenReceived(entry) ? try ArrayScope.standard(root: root) : nil
      return PreparedArray(entry: entry, attached: try attach(entry), scope: scope)
    } catch {
      throw .store(error)
    }
  }

  /// An array, or that it is not there any more.
  ///
  /// - Throws: ``ArrayStoreError`` where it may be there.
  private func attach(
    _ entry: JournalEntry
  ) throws(ArrayStoreError) -> Result<SharedArray, ArrayStoreError> {
    do throws(ArrayStoreError) {
      return .success(try SharedArray.attach(entry, in: root))
    } catch {
      switch error {
      case .notFound, .notInRoot, .nameLost, .notRegularFile, .invalidHeader, .truncated,
        .otherOwner, .objectElements:
        return .failure(error)
      default: throw error
      }
    }
  }

  private func isOwnedWhenReceived(_ entry: JournalEntry) -> Bool {
    !geometry.acknowledges && entry.lifetime != .persistent
  }

  /// Takes an array that is next, with the role: it always returns.
  func advance(
    over number: Int, at head: UInt64, _ prepared: PreparedArray?
  ) -> Result<Finding, ArrayQueueError> {
    // One who died before its commit: an entry of its may be judged by this word. Acquiring: pairs
    // with the exchange of who has settled it.
    if words.use(number).loadAcquiring() != OwnerTag.nobody { return .success(.unsettled) }
    guard let entry = record(number) else {
      return .failure(.damaged(location, reason: "payload \(number) names no array"))
    }
    guard let prepared, prepared.entry == entry else { return .success(.array(entry)) }
    var ownership: Ownership?
    // Published by the commit, and before the entry that is judged by it.
    words.use(number).storeReleasing(tag.word)
    if let scope = prepared.scope {
      do throws(ArrayStoreError) {
        let receiving = entry.noted(as: .receiving(handover(number)))
        ownership = try scope.note(receiving, name(entry), isPending: true)
      } catch {
        // It is still queued. Releasing: pairs with the load of the next receiver.
        words.use(number).storeReleasing(OwnerTag.nobody)
        return .failure(.store(error))
      }
    }
    // The commit. Releasing: pairs with the acquiring loads of `head` by the next receiver, by loans,
    // by sweeps and by collectors.
    words.head.storeReleasing(head + 1)
    let array = ReceivedArray(entry: entry, attached: prepared.attached, ownership: ownership)
    return .success(.message(TakenPayload(number: number, isRedelivered: false, array: array)))
  }

  /// After the commit, and without the role: the array is this process's, or the queue's until it is
  /// acknowledged.
  func finish(_ array: ReceivedArray, _ number: Int) -> ReceivedArray {
    if geometry.acknowledges { return array }
    let ownership = array.ownership.map { own($0) }
    // Only now, when no entry is judged by it. Where one is, it keeps the payload.
    if ownership?.entry.purpose ?? .array == .array { letGo(number, isDone: true) }
    return ReceivedArray(entry: array.entry, attached: array.attached, ownership: ownership)
  }

  /// Writes down that an array is simply owned; the entry that it was received with, where that
  /// cannot be.
  private func own(_ receiving: Ownership) -> Ownership {
    let scope = receiving.scope
    defer { scope.endIfDue() }
    let entry = receiving.entry.noted(as: .array)
    guard let name = try? name(entry),
      let plain = try? scope.note(entry, name, isPending: false)
    else {
      scope.confirm(receiving)
      return receiving
    }
    try? scope.release(receiving)
    return plain
  }

  /// An array that was given back and is this handle's now.
  func returnedArray(_ number: Int) throws(ArrayQueueError) -> TakenPayload {
    guard let entry = record(number) else {
      letGo(number, isDone: true)
      throw .damaged(location, reason: "payload \(number) names no array")
    }
    do throws(ArrayStoreError) {
      let array = ReceivedArray(entry: entry, attached: try attach(entry))
      return TakenPayload(number: number, isRedelivered: true, array: array)
    } catch {
      letGo(number, isDone: false)
      throw .store(error)
    }
  }

  /// Makes an array that was received this process's own, and acknowledges it where that is needed.
  ///
  /// - Throws: ``ArrayQueueError`` `.store`; the message is not acknowledged then.
  func adopt(_ array: ReceivedArray, _ number: Int) throws(ArrayQueueError) -> Ownership? {
    if !geometry.acknowledges { return array.ownership }
    guard array.entry.lifetime != .persistent else {
      letGo(number, isDone: true)
      return nil
    }
    do throws(ArrayStoreError) {
      let scope = try ArrayScope.standard(root: root)
      let receiving = try scope.note(
        array.entry.noted(as: .receiving(handover(number))), name(array.entry), isPending: true)
      // The commit of the acknowledgement.
      letGo(number, isDone: true)
      return own(receiving)
    } catch {
      throw .store(error)
    }
  }

  /// Lets go of an array that nobody has adopted: it is removed, or delivered again.
  func letGo(_ array: ReceivedArray, _ number: Int, isDone: Bool) {
    guard ProcessForks.generation == forkGeneration else { return }
    if geometry.acknowledges, !isDone { return letGo(number, isDone: false) }
    // Where it cannot be made this process's own it is delivered again.
    guard let ownership = try? adopt(array, number) else {
      if geometry.acknowledges, array.entry.lifetime != .persistent {
        letGo(number, isDone: false)
      }
      return
    }
    if case .success(let handle) = array.attached { _ = try? handle.remove() }
    try? ownership.scope.release(ownership)
  }

  private func record(_ number: Int) -> JournalEntry? {
    let start = geometry.record(number)
    let bytes = try? file.bytes(start..<start + JournalEntry.byteCount)
    return bytes.flatMap { JournalEntry(record: $0) }
  }

  private func name(_ entry: JournalEntry) throws(ArrayStoreError) -> ArrayLocation {
    try ArrayLocation("shm:\(entry.name)", root: root)
  }

  /// Settles what the dead had of arrays on their way, and wakes who waits for it.
  func settleArrays() {
    // What cannot be settled now is found again at the end of a slice.
    _ = try? root.collect()
    words.senders.signal()
    words.receivers.signal()
  }
}
