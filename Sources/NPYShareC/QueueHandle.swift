import ArrayQueues
import ArrayStore
import CNPYShare
import Glibc
import MappedFiles
import NPYFormat

/// A queue that is attached.
final class QueueHandle: Handle {
  /// What a message is, as the caller has said it.
  struct Sent {
    let descr: [CChar]
    let dtype: DType
    let shape: [Int]
  }

  let queue: ArrayQueue
  // Messages are most often like the one before; to read a dtype, or to lay out an array, takes
  // longer than the rest.
  private let lastSent = Guarded<Sent?>(nil)
  private let lastReceived = Guarded<ArrayLayout?>(nil)

  init(_ queue: ArrayQueue) {
    self.queue = queue
  }

  /// The dtype and the shape of a message to be sent.
  func sent(
    _ descr: UnsafePointer<CChar>?, _ axisCount: Int32, _ extents: UnsafePointer<Int64>?
  ) throws -> Sent {
    if let descr = unsafe descr, let last = lastSent.withLock({ $0 }),
      unsafe strcmp(descr, last.descr) == 0, last.shape.count == axisCount,
      unsafe Self.are(last.shape, extents)
    {
      return last
    }
    let shape = unsafe try shape(axisCount, extents)
    let text = unsafe try text(descr, "the descr")
    let new = Sent(
      descr: text.utf8.map { CChar(bitPattern: $0) } + [0], dtype: try KnownDTypes.dtype(text),
      shape: shape)
    lastSent.withLock { $0 = new }
    return new
  }

  private static func are(_ shape: [Int], _ extents: UnsafePointer<Int64>?) -> Bool {
    guard let extents = unsafe extents else { return shape.isEmpty }
    for axis in shape.indices where unsafe shape[axis] != Int(extents[axis]) { return false }
    return true
  }

  /// How the elements of a message lie that was received.
  func layout(of message: borrowing QueueMessage) throws -> ArrayLayout {
    let shape = message.shape
    let isFortranOrder = message.isFortranOrder
    if let last = lastReceived.withLock({ $0 }), last.shape == shape,
      last.isFortranOrder == isFortranOrder, last.dtype == message.dtype
    {
      return last
    }
    let new = try ArrayLayout(
      shape: shape, dtype: message.dtype, isFortranOrder: isFortranOrder, format: .raw)
    lastReceived.withLock { $0 = new }
    return new
  }
}
