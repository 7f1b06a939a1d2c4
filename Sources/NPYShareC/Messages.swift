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
  // Its memory stays mapped as long as the queue, even when it was acknowledged.
  private let queue: ArrayQueue
  private let message: Guarded<QueueMessage?>
  private let texts = HandleTexts()
  let isRedelivered: Bool
  let layout: ArrayLayout
  let data: UnsafeMutableRawPointer?

  init(_ message: consuming QueueMessage, of queue: ArrayQueue) throws {
    self.queue = queue
    isRedelivered = message.isRedelivered
    layout = try ArrayLayout(
      shape: message.shape, dtype: message.dtype, isFortranOrder: message.isFortranOrder,
      format: .raw)
    unsafe data = unsafe message.withBytes { bytes in
      unsafe bytes.withUnsafeBufferPointer { bytes in
        unsafe UnsafeMutableRawPointer(mutating: bytes.baseAddress)
      }
    }
    self.message = Guarded(message)
  }

  func describe(_ facts: UnsafeMutablePointer<npyshare_facts>) {
    unsafe facts.pointee.describe(layout, data: data, access: .readOnly, keepingTextsIn: texts)
  }

  func letGo(isDone: Bool) throws(Failure) {
    guard let message = message.withLock({ $0.take() }) else {
      throw Failure(NPYSHARE_CLOSED, "the message was let go of before")
    }
    if isDone { message.acknowledge() }
  }
}

@c @implementation
public func npyshare_queue_receive(
  _ queue: OpaquePointer?, _ timeout: Double, _ message: UnsafeMutablePointer<OpaquePointer?>?,
  _ facts: UnsafeMutablePointer<npyshare_facts>?
) -> Int32 {
  status {
    let place = unsafe try place(message, "the message")
    let queue = unsafe try Handle.at(queue, as: QueueHandle.self).queue
    guard let received = try queue.receive(waitingUpTo: try duration(timeout)) else {
      throw ArrayQueueError.ended(queue.location)
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
  status { unsafe try Handle.at(message, as: MessageHandle.self).letGo(isDone: true) }
}

@c @implementation
public func npyshare_message_give_back(_ message: OpaquePointer?) -> Int32 {
  status { unsafe try Handle.at(message, as: MessageHandle.self).letGo(isDone: false) }
}
