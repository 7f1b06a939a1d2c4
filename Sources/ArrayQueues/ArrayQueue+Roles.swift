import ArrayStore
import MappedFiles
import QueueLayout

extension ArrayQueue {
  /// A role is had for less than a microsecond: who does not want to wait for a message waits that
  /// long for it all the same, since another process may be in the middle.
  private static let rolePatience = Duration.milliseconds(1)

  /// Takes a role for a moment.
  ///
  /// - Throws: ``ArrayQueueError`` `.roleTaken`, `.timedOut`, `.store`.
  func take(_ role: Role, _ limit: WaitLimit) throws(ArrayQueueError) {
    // Without ``lock(_:)``: a reference that is handed on is counted, for every message.
    if role == .producer ? producing.takeKept() : consuming.takeKept() { return }
    let isShort = limit.left.map { $0 < Self.rolePatience } == true && limit.mayBlock
    let limit = isShort ? WaitLimit(Self.rolePatience) : limit
    let answer: RoleLock.Answer
    do throws(SystemCallError) {
      answer = try lock(role).take(file, limit)
    } catch {
      throw self.error("lock a role of", error)
    }
    switch answer {
    case .taken: return
    case .refused: throw .roleTaken(location, role)
    case .timedOut: throw .timedOut(location, role, after: limit.timeout ?? .zero)
    }
  }

  /// Lets the next one have it.
  func give(_ role: Role) {
    do throws(SystemCallError) {
      switch role {
      case .producer: try producing.give(file)
      case .consumer: try consuming.give(file)
      }
    } catch {
      // Unlocking needs no memory here: the kernel has no reason to refuse.
      fatalError("cannot unlock the \(role.rawValue)s of the queue '\(location)': \(error)")
    }
  }

  /// Claims a role that one handle has for life, so that a second one is refused at once.
  func keep(_ role: Role) throws(ArrayQueueError) {
    switch role {
    case .producer: if !geometry.hasOneProducer || producing.isKept { return }
    case .consumer: if !geometry.hasOneConsumer || consuming.isKept { return }
    }
    try take(role, .none)
    give(role)
  }

  private func lock(_ role: Role) -> RoleLock { role == .producer ? producing : consuming }
}
