// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation
// npyshare.h documents the calls.

import ArrayQueues
import ArrayStore
public import CNPYShare
import MappedFiles
import NPYFormat

/// A message that is held.
@safe
final class MessageHandle: Handle {
  /// What changes in the life of a message.
  private struct State: ~Copyable {
    /// Nil once it was let go of.
    var message: QueueMessage?
    /// One that is given back when this handle goes: its elements stay mapped until then.
    var leaving: QueueMessage?
  }

  // The memory of elements stays mapped as long as the queue, even when they were acknowledged.
  private let queue: QueueHandle
  private let state: Guarded<State>
  // An array's stays mapped as long as this handle, whatever becomes of the message.
  private let mapped: SharedArray?
  private lazy var texts = HandleTexts()
  let isRedelivered: Bool
  let isArray: Bool
  let layout: ArrayLayout
  let data: UnsafeMutableRawPointer?

  init(_ message: consuming QueueMessage, of queue: QueueHandle) throws {
    self.queue = queue
    isRedelivered = message.isRedelivered
    isArray = message.isArray
    mapped = message.sharedArray
    layout = try queue.layout(of: message)
    unsafe data = unsafe message.withBytes { bytes in
      unsafe bytes.withUnsafeBufferPointer { bytes in
        unsafe UnsafeMutableRawPointer(mutating: bytes.baseAddress)
      }
    }
    state = Guarded(State(message: message))
  }

  func describe(_ facts: UnsafeMutablePointer<npyshare_facts>) {
    unsafe facts.pointee.describe(
      layout, data: data, access: .readOnly, keepingTextsIn: { texts })
  }

  func acknowledge() throws {
    if isArray {
      let array = try adopt()
      // Nobody keeps it, as the core would have it; but its elements stay mapped.
      if let lifetime = array.lifetime, lifetime != .persistent { _ = try array.remove() }
    } else {
      try takeMessage().acknowledge()
    }
  }

  func giveBack() throws {
    if isArray, queue.queue.acknowledges {
      let isThere = state.withLock { state in
        state.leaving = state.message.take()
        return state.leaving != nil
      }
      if !isThere { throw Self.letGoBefore }
    } else if isArray {
      try acknowledge()
    } else {
      _ = try takeMessage()
    }
  }

  /// Keeps the array that the message is.
  func adopt() throws -> SharedArray {
    guard isArray else { throw ArrayQueueError.notAnArray(queue.queue.location) }
    return try takeMessage().adopt()
  }

  private func takeMessage() throws(Failure) -> QueueMessage {
    guard let message = state.withLock({ $0.message.take() }) else { throw Self.letGoBefore }
    return message
  }

  private static var letGoBefore: Failure {
    Failure(NPYSHARE_CLOSED, "the message was let go of before")
  }
}

@c @implementation
public func npyshare_queue_receive(
  _ queue: OpaquePointer?, _ timeout: Double, _ message: UnsafeMutablePointer<OpaquePointer?>?,
  _ facts: UnsafeMutablePointer<npyshare_facts>?
) -> Int32 {
  status {
    let place = unsafe try place(message, "the message")
    let queue = unsafe try Handle.at(queue, as: QueueHandle.self)
    guard let received = try queue.queue.receive(waitingUpTo: try duration(timeout)) else {
      throw ArrayQueueError.ended(queue.queue.location)
    }
    let handle = try MessageHandle(received, of: queue)
    if let facts = unsafe facts { unsafe handle.describe(facts) }
    unsafe place.pointee = unsafe handle.handedOut()
  }
}

@c @implementation
public func npyshare_message_is_redelivered(
  _ message: OpaquePointer?, _ isRedelivered: UnsafeMutablePointer<Int32>?
) -> Int32 {
  status {
    let place = unsafe try place(isRedelivered, "the answer")
    let handle = unsafe try Handle.at(message, as: MessageHandle.self)
    unsafe place.pointee = handle.isRedelivered ? 1 : 0
  }
}

@c @implementation
public func npyshare_message_acknowledge(_ message: OpaquePointer?) -> Int32 {
  status { unsafe try Handle.at(message, as: MessageHandle.self).acknowledge() }
}

@c @implementation
public func npyshare_message_give_back(_ message: OpaquePointer?) -> Int32 {
  status { unsafe try Handle.at(message, as: MessageHandle.self).giveBack() }
}

@c @implementation
public func npyshare_message_is_array(
  _ message: OpaquePointer?, _ isArray: UnsafeMutablePointer<Int32>?
) -> Int32 {
  status {
    let place = unsafe try place(isArray, "the answer")
    unsafe place.pointee = try Handle.at(message, as: MessageHandle.self).isArray ? 1 : 0
  }
}

@c @implementation
public func npyshare_message_adopt(
  _ message: OpaquePointer?, _ array: UnsafeMutablePointer<OpaquePointer?>?,
  _ facts: UnsafeMutablePointer<npyshare_facts>?
) -> Int32 {
  status {
    let place = unsafe try place(array, "the array")
    let adopted = try unsafe Handle.at(message, as: MessageHandle.self).adopt()
    unsafe handOut(try ArrayHandle(adopted), place, facts)
  }
}
