public import ArrayStore
import MappedFiles
import QueueLayout
import SystemPackage

extension ArrayQueue {
  /// Ends the stream: nothing more can be sent, and who receives sees the end when all that was sent
  /// before has been received.
  ///
  /// Anybody who has the queue attached may do so. Closing again does nothing.
  ///
  /// - Throws: ``ArrayQueueError`` `.forked`.
  public func close() throws(ArrayQueueError) {
    try checkProcess()
    // Releasing and acquiring: pairs with the commit of a sender, which either came before and is
    // received, or fails.
    words.tail.insert(QueueTail.closedBit)
    words.receivers.signal()
    words.senders.signal()
  }

  /// Closes a queue and removes its name.
  ///
  /// Who has it attached may receive what was sent; the queue goes, with what is then left in it, when
  /// the last of them lets go of it.
  ///
  /// - Parameter location: its name.
  /// - Throws: ``ArrayQueueError`` as ``attach(_:)``; `.store` with `.system`.
  public static func remove(_ location: ArrayLocation) throws(ArrayQueueError) {
    let queue = try attach(location)
    try queue.close()
    do throws(ArrayStoreError) {
      // So that nobody replaces the name between the look at it and its removal.
      let user = try QueueDirectory.openUser(in: ArrayRoot(path: location.directory))
      try QueueDirectory.lock(user)
      do throws(SystemCallError) {
        let status = try FileStatus(path: location.path)
        if try queue.file.status().isSameFile(as: status) {
          try NameRemoval.remove(location.path)
        }
      } catch {
        throw ArrayStoreError("remove", location, error)
      }
      withExtendedLifetime(user) {}
    } catch {
      throw .store(error)
    }
    // It goes only now: with nobody else there, it finds that the queue is over, and takes the lock.
    withExtendedLifetime(queue) {}
  }
}
