import ArrayStore
import MappedFiles
import QueueLayout

extension ArrayQueue {
  /// Lets go of the queue, and removes it if nobody else has it and its lifetime is over.
  func leave() {
    let owner = ownership.withLock { $0.take() }
    let isAbandoned = owner?.entry.lifetime == .lastUser
    // Before this handle's mark goes: who goes later than this one finds it. Releasing: pairs with
    // the acquiring load by the last one, as the locks of the kernel do.
    if isAbandoned { words.abandoned.storeReleasing(1) }
    // Nothing is stored any more: this handle's tag is a dead one's from now on.
    try? file.unlock(0..<128)
    // Its own mark must not keep it.
    if isAbandoned, let owner { owner.scope.settle(owner) }
    let isInUse = (try? file.isLocked(against: .exclusive, QueueGeometry.inUse)) ?? true
    if isInUse { return }
    let root = ArrayRoot(path: location.directory)
    if words.abandoned.loadAcquiring() != 0 {
      QueueDirectory.removeName(location.path, of: file, in: root)
    }
    // Also what a dead owner has left, whose last user this was. Otherwise the next collection does.
    _ = try? root.collect()
  }
}
