import ArrayStore
import MappedFiles
import QueueLayout

extension ArrayQueue {
  /// How many messages can be on their way at a time.
  public var payloadCount: Int { geometry.payloadCount }

  /// How much the elements of a message may take, in bytes.
  public var payloadBytes: Int { geometry.payloadBytes }

  /// How many handles may send.
  public var producers: Peers { geometry.hasOneProducer ? .one : .many }

  /// How many handles may receive.
  public var consumers: Peers { geometry.hasOneConsumer ? .one : .many }

  /// Whether a message whose receiver dies is delivered again.
  public var acknowledges: Bool { geometry.acknowledges }

  /// How many messages have been sent and not received; it may be another number by now.
  public var depth: Int {
    // `head` first: it never passes the `tail` that is loaded later. A file that was damaged may say
    // anything.
    let head = words.head.loadAcquiring()
    let tail = QueueTail(word: words.tail.loadAcquiring()).position
    return tail < head ? 0 : Int(min(tail - head, UInt64(geometry.payloadCount)))
  }

  /// Whether the queue was closed.
  public var isClosed: Bool { QueueTail(word: words.tail.loadAcquiring()).isClosed }

  /// How many messages were lost with receivers that were killed while they had them.
  ///
  /// Dead receivers are noticed when somebody attaches the queue, or waits.
  public var lostCount: Int { Int(clamping: words.lost.loadRelaxed()) }
}
