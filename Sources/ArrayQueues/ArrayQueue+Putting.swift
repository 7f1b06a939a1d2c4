public import ArrayStore
import MappedFiles
import QueueLayout

extension ArrayQueue {
  /// Hands an array over, whole and without copying it, to whoever receives it.
  ///
  /// On its way it belongs to the queue: nobody else may persist or adopt it, and it goes with the
  /// queue. A process that is killed meanwhile leaves it either its own, to be collected, or the
  /// queue's. This process's handles stay attached, and do not own it any more: agree with the
  /// receiver on who stores, or `close()` them. Its lifetime goes with it; a persistent
  /// one stays persistent.
  ///
  /// - Parameters:
  ///   - array: an array in the queue's root that this process owns, or that is persistent.
  ///   - timeout: how long to wait for a free payload; nil for as long as it takes.
  /// - Throws: ``ArrayQueueError`` `.closed`, `.timedOut`, `.roleTaken`, `.rawArray`, `.damaged`,
  ///   `.forked`; `.store` with `.notUnderRoot`, `.nameLost`, `.ownedElsewhere`, `.inQueue`. The
  ///   array is still whose it was then.
  public func put(
    _ array: SharedArray, waitingUpTo timeout: Duration? = nil
  ) throws(ArrayQueueError) {
    guard try handOver(array, WaitLimit(timeout)) else {
      throw .timedOut(location, .producer, after: timeout ?? .zero)
    }
  }

  /// The same, if a payload is free now.
  ///
  /// - Returns: false when none was; the array is still whose it was then.
  /// - Throws: as `put(_:waitingUpTo:)`.
  public func tryPut(_ array: SharedArray) throws(ArrayQueueError) -> Bool {
    try handOver(array, .none)
  }

  private func handOver(
    _ array: SharedArray, _ limit: WaitLimit
  ) throws(ArrayQueueError) -> Bool {
    try prepareToPut(array)
    guard let number = try loan(limit) else { return false }
    try handOver(array, number, limit)
    return true
  }

  /// Refuses what can be refused before anything is done.
  func prepareToPut(_ array: SharedArray) throws(ArrayQueueError) {
    try checkProcess()
    guard array.layout.format == .npy else {
      throw .rawArray(location, array: array.location)
    }
    try keep(.producer)
  }

  /// Hands an array over by a payload that this handle has on loan; the loan goes in any case.
  func handOver(
    _ array: SharedArray, _ number: Int, _ limit: WaitLimit
  ) throws(ArrayQueueError) {
    do throws(ArrayQueueError) {
      let sending = try begin(array, number)
      do throws(ArrayQueueError) {
        try commit(number, limit, sending)
      } catch {
        takeBack(array, sending)
        throw error
      }
      // Only now: it may take the namespace lock.
      sending?.scope.endIfDue()
    } catch {
      dropLoan(number)
      throw error
    }
  }

  /// Writes down that an array is about to be sent by a payload that this handle has on loan.
  ///
  /// - Returns: the entry that says so; nil for a persistent one.
  func begin(_ array: SharedArray, _ number: Int) throws(ArrayQueueError) -> Ownership? {
    // Before the kind: collectors look at no words of a queue without it. Releasing: pairs with their
    // reading of the file, after the kernel has let go of this process's locks.
    words.handsOver.storeReleasing(1)
    // Before anything else: what a dead sender has had is settled by its kind.
    words.kind(number).storeRelaxed(QueueGeometry.arrayKind)
    do throws(ArrayStoreError) {
      let outgoing = try array.takeForHandover(in: root)
      do throws(ArrayStoreError) {
        return try begin(outgoing, number)
      } catch {
        array.own(outgoing.ownership)
        throw error
      }
    } catch {
      throw .store(error)
    }
  }

  /// Writes down that an array is being sent, instead of that it is owned.
  private func begin(
    _ outgoing: OutgoingArray, _ number: Int
  ) throws(ArrayStoreError) -> Ownership? {
    let entry = outgoing.entry
    let name = try ArrayLocation("shm:\(entry.name)", root: root)
    do throws(SystemCallError) {
      // Published by the commit.
      try file.write(
        elements: entry.noted(as: .array).encoded.span, at: geometry.record(number))
    } catch {
      throw ArrayStoreError("write down an array in", location, error)
    }
    words.bytes(number).storeRelaxed(0)
    words.sender(number).storeRelaxed(tag.word)
    words.sentAt(number).storeRelaxed(Self.now())
    guard let owner = outgoing.ownership else { return nil }
    let sending = try owner.scope.note(
      entry.noted(as: .sending(handover(number))), name, isPending: true)
    do throws(SystemCallError) {
      // After the new entry, so that at no instant nobody has it.
      try owner.scope.release(owner)
    } catch {
      try? sending.scope.release(sending)
      sending.scope.endIfDue()
      throw ArrayStoreError("write down the owner of", name, error)
    }
    return sending
  }

  /// Makes an array this process's own again that was not sent.
  func takeBack(_ array: SharedArray, _ sending: Ownership?) {
    if let sending { array.own(takeBack(sending)) }
  }

  private func takeBack(_ sending: Ownership) -> Ownership {
    let scope = sending.scope
    let entry = sending.entry.noted(as: .array)
    defer { scope.endIfDue() }
    guard let name = try? ArrayLocation("shm:\(entry.name)", root: root),
      let plain = try? scope.note(entry, name, isPending: false)
    else {
      // The old entry counts as well, since the loan goes.
      scope.confirm(sending)
      return sending
    }
    try? scope.release(sending)
    return plain
  }

  func handover(_ number: Int) -> QueueHandover {
    QueueHandover(queue: geometry.identifier, payload: number, tag: tag)
  }

  /// Where the arrays are that can be put.
  var root: ArrayRoot { ArrayRoot(path: location.directory) }
}
