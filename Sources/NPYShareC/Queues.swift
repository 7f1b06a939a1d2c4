// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation
// npyshare.h documents the calls.

import ArrayQueues
import ArrayStore
public import CNPYShare
import MappedFiles
import NPYFormat

@c @implementation
public func npyshare_queue_create(
  _ location: UnsafePointer<CChar>?, _ payloadCount: Int64, _ payloadBytes: Int64,
  _ hasOneProducer: Int32, _ hasOneConsumer: Int32, _ acknowledges: Int32, _ lifetimeOrNone: Int32,
  _ queue: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
  status {
    let place = unsafe try place(queue, "the queue")
    let made = try ArrayQueue.create(
      try ArrayLocation(unsafe try text(location, "the location")),
      payloadCount: Int(payloadCount), payloadBytes: Int(payloadBytes),
      producers: hasOneProducer == 0 ? .many : .one,
      consumers: hasOneConsumer == 0 ? .many : .one, acknowledges: acknowledges != 0,
      lifetime: lifetimeOrNone == -1 ? nil : try lifetime(lifetimeOrNone))
    unsafe place.pointee = unsafe QueueHandle(made).handedOut()
  }
}

@c @implementation
public func npyshare_queue_attach(
  _ location: UnsafePointer<CChar>?, _ queue: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
  status {
    let place = unsafe try place(queue, "the queue")
    let found = try ArrayQueue.attach(
      try ArrayLocation(unsafe try text(location, "the location")))
    unsafe place.pointee = unsafe QueueHandle(found).handedOut()
  }
}

@c @implementation
public func npyshare_queue_facts_of(
  _ queue: OpaquePointer?, _ facts: UnsafeMutablePointer<npyshare_queue_facts>?
) -> Int32 {
  status {
    let place = unsafe try place(facts, "the facts")
    let queue = unsafe try Handle.at(queue, as: QueueHandle.self).queue
    unsafe place.pointee = npyshare_queue_facts(
      payload_count: Int64(queue.payloadCount), payload_bytes: Int64(queue.payloadBytes),
      depth: Int64(queue.depth), lost: Int64(queue.lostCount),
      has_one_producer: queue.producers == .one ? 1 : 0,
      has_one_consumer: queue.consumers == .one ? 1 : 0,
      acknowledges: queue.acknowledges ? 1 : 0, is_closed: queue.isClosed ? 1 : 0)
  }
}

@c @implementation
public func npyshare_queue_send(
  _ queue: OpaquePointer?, _ descr: UnsafePointer<CChar>?, _ axisCount: Int32,
  _ extents: UnsafePointer<Int64>?, _ isFortran: Int32, _ bytes: UnsafeRawPointer?,
  _ count: Int64, _ timeout: Double
) -> Int32 {
  status {
    let handle = unsafe try Handle.at(queue, as: QueueHandle.self)
    guard count >= 0 else { throw Failure.invalid("there are \(count) bytes to send") }
    let sent = unsafe try handle.sent(descr, axisCount, extents)
    try handle.queue.send(
      shape: sent.shape, dtype: sent.dtype, isFortranOrder: isFortran != 0,
      waitingUpTo: try duration(timeout)
    ) { elements in
      guard elements.count == count else {
        throw Failure.invalid("the message takes \(elements.count) bytes, and there are \(count)")
      }
      if count == 0 { return }
      guard let bytes = unsafe bytes else { throw Failure.invalid("the bytes are NULL") }
      var elements = elements
      unsafe elements.withUnsafeMutableBytes { elements in
        unsafe elements.copyMemory(from: UnsafeRawBufferPointer(start: bytes, count: Int(count)))
      }
    }
  }
}

/// What a caller's function returned when it filled no message.
private struct NotFilled: Error {
  let status: Int32
}

@c @implementation
public func npyshare_queue_fill(
  _ queue: OpaquePointer?, _ descr: UnsafePointer<CChar>?, _ axisCount: Int32,
  _ extents: UnsafePointer<Int64>?, _ isFortran: Int32,
  _ fill: npyshare_fill?, _ context: UnsafeMutableRawPointer?, _ timeout: Double
) -> Int32 {
  var callerStatus: Int32 = 0
  let status = status {
    let handle = unsafe try Handle.at(queue, as: QueueHandle.self)
    guard let fill = unsafe fill else { throw Failure.invalid("the function is NULL") }
    let sent = unsafe try handle.sent(descr, axisCount, extents)
    do {
      try handle.queue.send(
        shape: sent.shape, dtype: sent.dtype, isFortranOrder: isFortran != 0,
        waitingUpTo: try duration(timeout)
      ) { elements in
        var elements = elements
        let status = unsafe elements.withUnsafeMutableBytes { elements in
          unsafe fill(context, elements.baseAddress, Int64(elements.count))
        }
        if status != 0 { throw NotFilled(status: status) }
      }
    } catch let error as NotFilled {
      callerStatus = error.status
    }
  }
  return status == 0 ? callerStatus : status
}

@c @implementation
public func npyshare_queue_put(
  _ queue: OpaquePointer?, _ array: OpaquePointer?, _ timeout: Double
) -> Int32 {
  status {
    let queue = unsafe try Handle.at(queue, as: QueueHandle.self).queue
    let array = unsafe try Handle.at(array, as: ArrayHandle.self).array
    try queue.put(array, waitingUpTo: try duration(timeout))
  }
}

@c @implementation
public func npyshare_queue_close(_ queue: OpaquePointer?) -> Int32 {
  status { unsafe try Handle.at(queue, as: QueueHandle.self).queue.close() }
}

@c @implementation
public func npyshare_queue_remove(_ location: UnsafePointer<CChar>?) -> Int32 {
  status {
    try ArrayQueue.remove(try ArrayLocation(unsafe try text(location, "the location")))
  }
}
