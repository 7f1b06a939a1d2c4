public import ArrayStore
public import ArrayViews
import MappedFiles
public import NPYFormat

/// Why an operation on a queue was refused or failed.
public enum ArrayQueueError: Error, Hashable, Sendable {
  /// What may go wrong with any file: its place, its owner, room, the kernel.
  case store(ArrayStoreError)
  /// The name is no queue's, or its first page was altered.
  case unusable(ArrayLocation, GeometryProblem)
  /// Something that another process stored cannot be; what.
  case damaged(ArrayLocation, reason: String)
  /// No queue can have these counts and sizes; why.
  case invalidCounts(ArrayLocation, reason: String)
  /// The queue is for one producer, or one consumer, and another handle is that one.
  case roleTaken(ArrayLocation, ArrayQueue.Role)
  /// As many handles have the queue attached as may.
  case tooManyPeers(ArrayLocation, Int)
  /// The message is larger than a payload, both in bytes.
  case tooLarge(ArrayLocation, needed: Int, payloadBytes: Int)
  /// No array can have that dtype and shape, or its header is too long for a payload.
  case invalidLayout(ArrayLocation, NPYFormatError)
  /// The message holds other elements than the caller asked for.
  case elementMismatch(ArrayLocation, found: DType, asked: DType)
  /// The message has not the fields that the caller asked for.
  case notViewable(ArrayLocation, ArrayViewError)
  /// An array was asked for, and the next message is elements that were sent; it is still there.
  case notAnArray(ArrayLocation)
  /// Only a `.npy` array can be put; this one is raw.
  case rawArray(ArrayLocation, array: ArrayLocation)
  /// The array that was put is not there any more; its name, and what became of it.
  case arrayLost(ArrayLocation, array: String, ArrayStoreError)
  /// The queue was closed: nothing more can be sent.
  case closed(ArrayLocation)
  /// The queue was closed, and everything that was sent has been received.
  case ended(ArrayLocation)
  /// No payload became free, or no message came, in all that time.
  case timedOut(ArrayLocation, ArrayQueue.Role, after: Duration)
  /// The handle belongs to the process that this one was forked from.
  case forked(ArrayLocation)
}

extension ArrayQueueError: CustomStringConvertible {
  /// One line: the thing, what was wrong with the numbers, and the remedy where there is one.
  public var description: String { PrintableText(message).description }

  private var message: String {
    switch self {
    case .store(let error):
      error.description
    case .unusable(let location, let problem):
      "'\(location)' is no queue that can be used: \(problem)"
    case .damaged(let location, let reason):
      "the queue '\(location)' is damaged: \(reason); remove it and make it anew"
    case .invalidCounts(let location, let reason):
      "cannot make the queue '\(location)': \(reason)"
    case .roleTaken(let location, let role):
      "the queue '\(location)' is for one \(role.rawValue), and another handle is that one; end it, or make the queue for many"
    case .tooManyPeers(let location, let count):
      "\(count) handles have the queue '\(location)' attached, which is the most; let go of one"
    case .tooLarge(let location, let needed, let payloadBytes):
      "the message has \(needed) bytes, and a payload of the queue '\(location)' holds \(payloadBytes); send it in parts, or make the queue with larger payloads"
    case .invalidLayout(let location, let reason):
      "no message of the queue '\(location)' can be so: \(reason)"
    case .elementMismatch(let location, let found, let asked):
      "the message of the queue '\(location)' holds \(found), not \(asked)"
    case .notViewable(let location, let reason):
      "the message of the queue '\(location)': \(reason)"
    case .notAnArray(let location):
      "the next message of the queue '\(location)' is no array that was put, but elements that were sent: take it with receive"
    case .rawArray(let location, let array):
      "the array '\(array)' has no header, so its receiver could not know its dtype and shape; copy it into a .npy array and put that into the queue '\(location)'"
    case .arrayLost(let location, let array, let reason):
      "the array '\(array)' was removed while it was in the queue '\(location)': \(reason)"
    case .closed(let location):
      "the queue '\(location)' was closed: nothing more can be sent"
    case .ended(let location):
      "the queue '\(location)' has ended: it was closed, and all that was sent has been received"
    case .timedOut(let location, .producer, let duration):
      "no payload of the queue '\(location)' became free within \(duration); its consumers are slow or gone"
    case .timedOut(let location, .consumer, let duration):
      "nothing came through the queue '\(location)' within \(duration)"
    case .forked(let location):
      "this handle of the queue '\(location)' belongs to the process that this one was forked from; attach the queue here"
    }
  }
}
