import ArrayStore
import MappedFiles
import QueueLayout
import Synchronization

extension ArrayQueue {
  /// What ``takeKnown(_:)`` finds.
  private enum Known {
    case message(OpenPayload)
    /// Nothing is queued.
    case nothing
    /// Something that takes a closer look.
    case other
  }

  /// Receives the next message, if it is like the last one.
  ///
  /// The short way through ``takeMessage(_:_:)`` for the most common case: elements of one
  /// layout, from a queue that does not acknowledge.
  ///
  /// - Parameters:
  ///   - type: the number of the Swift type of the elements.
  ///   - limit: how long to wait.
  /// - Returns: nil when it is not like that, or nothing came in time: nothing has been done then.
  /// - Throws: ``ArrayQueueError`` `.forked`, `.timedOut`, `.store`.
  @usableFromInline
  func beginReceiving(
    _ type: UInt, _ limit: WaitLimit
  ) throws(ArrayQueueError) -> OpenPayload? {
    try checkProcess()
    guard !geometry.acknowledges, consuming.isKept || !geometry.hasOneConsumer,
      let header = unsafe receivedHeaders.last,
      unsafe header._withUnsafeGuaranteedRef({ $0.isViewed(as: type) })
    else { return nil }
    while true {
      if let tail = tailIfEmpty() {
        if tail.isClosed || !waitForMessages(limit) { return nil }
        continue
      }
      try take(.consumer, limit)
      let known = unsafe takeKnown(header)
      give(.consumer)
      switch known {
      case .message(let message): return message
      case .other: return nil
      // Another receiver was sooner.
      case .nothing: continue
      }
    }
  }

  /// What is done with the role; see ``takeMessage(_:_:)`` for why, and for the orders of memory.
  @inline(__always)
  private func takeKnown(_ header: Unmanaged<KnownHeader>) -> Known {
    let head = words.head.loadAcquiring()
    let tail = tail(after: head)
    if tail.position == head { return .nothing }
    guard tail.position > head, tail.position - head <= UInt64(geometry.payloadCount) else {
      return .other
    }
    prefetchToReceive(at: head, tail)
    let number = words.ring(head).loadRelaxed()
    guard number < UInt64(geometry.payloadCount), words.kind(Int(number)).loadRelaxed() == 0,
      let payload = payloads.known(Int(number)),
      unsafe header._withUnsafeGuaranteedRef({ payload.has($0) })
    else { return .other }
    receive(Int(number), at: head)
    return unsafe .message(OpenPayload(number: Int(number), payload: payload, header: header))
  }
}
