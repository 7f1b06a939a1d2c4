public import ArrayStore
import MappedFiles
import QueueLayout
import SystemPackage

/// How a queue stands, looked at from outside: it takes no role, no place among the peers, no lock.
///
/// What is counted may change while it is looked at.
public struct QueueStatus: Sendable {
  /// One of those who have the queue attached, or who had it until they were killed.
  public struct Peer: Hashable, Sendable {
    /// Its place among the 64 of a queue.
    public let slot: Int
    /// The process id that it had in its own namespace; a dead one's may be another process's now.
    public let process: Int32
    /// Whether it lives: whether the kernel holds a lock for it.
    public let isAlive: Bool
    /// When it attached the queue, in nanoseconds since 1970.
    public let joined: UInt64
    /// How many payloads it fills now.
    public let loanCount: Int
    /// How many messages it has received and not let go of.
    public let heldCount: Int
  }

  /// Where the queue is.
  public let location: ArrayLocation
  /// How many messages can be on their way at a time.
  public let payloadCount: Int
  /// How much the elements of a message may take, in bytes.
  public let payloadBytes: Int
  /// How many handles may send.
  public let producers: ArrayQueue.Peers
  /// How many handles may receive.
  public let consumers: ArrayQueue.Peers
  /// Whether a message whose receiver dies is delivered again.
  public let acknowledges: Bool
  /// When it was created, in nanoseconds since 1970.
  public let created: UInt64
  /// Whether it was closed.
  public let isClosed: Bool
  /// How many messages were ever sent.
  public let sentCount: Int
  /// How many messages were ever received for the first time.
  public let receivedCount: Int
  /// How many messages have been sent and not received.
  public let depth: Int
  /// The bytes of their elements.
  public let depthBytes: Int
  /// When the one that is received next was sent, in nanoseconds since 1970.
  public let oldest: UInt64?
  /// How many messages were given back, and wait to be delivered again.
  public let returnedCount: Int
  /// How many messages were lost with receivers that were killed while they had them.
  public let lostCount: Int
  /// Those who have it attached, and those who were killed and whose place nobody has taken.
  public let peers: [Peer]

  /// Looks at a queue.
  ///
  /// - Parameter location: its name.
  /// - Throws: ``ArrayQueueError`` as `ArrayQueue.attach(_:)`, but for `.tooManyPeers`.
  /// - Complexity: O(payloads).
  public init(of location: ArrayLocation) throws(ArrayQueueError) {
    let file: OwnedFile
    do throws(SystemCallError) {
      file = try OwnedFile(opening: location.path, access: .readOnly)
    } catch {
      throw .store(ArrayStoreError("look at", location, error))
    }
    let geometry = try ArrayQueue.geometry(of: file, location)
    let words: QueueSnapshot
    do throws(SystemCallError) {
      words = try QueueSnapshot(file, geometry)
    } catch {
      throw .store(ArrayStoreError("look at", location, error))
    }
    self.location = location
    payloadCount = geometry.payloadCount
    payloadBytes = geometry.payloadBytes
    producers = geometry.hasOneProducer ? .one : .many
    consumers = geometry.hasOneConsumer ? .one : .many
    acknowledges = geometry.acknowledges
    created = geometry.created
    isClosed = words.tail.isClosed
    sentCount = Int(clamping: words.tail.position)
    receivedCount = Int(clamping: words.head)
    depth = words.queued.count
    depthBytes = words.queued.reduce(0) { $0 + min(words.bytes($1), geometry.payloadBytes) }
    oldest = words.queued.first { words.at($0) == words.head + 1 }.map(words.sentAt)
    returnedCount = words.returnedCount
    lostCount = Int(clamping: words.lost)
    peers = words.peers(file)
  }

  /// Looks at the queues of this user whose names are in a root.
  ///
  /// - Parameter root: the directory.
  /// - Returns: those that can be looked at, by name.
  /// - Throws: ``ArrayQueueError`` `.store` with `.notFound` where no directory is, with `.system`.
  /// - Complexity: O(names), and O(payloads) for each queue.
  public static func all(in root: ArrayRoot = .standard) throws(ArrayQueueError) -> [QueueStatus] {
    let names: [String]
    do throws(SystemCallError) {
      names = try DirectoryNames(of: root.path).names
    } catch {
      if error.errno == .noSuchFileOrDirectory { throw .store(.notFound(root.path)) }
      throw .store(.refused("list", root.path, error))
    }
    return names.sorted().compactMap { name in
      // A queue's file has a second name, in the user's private directory.
      guard let status = try? FileStatus(path: "\(root.path)/\(name)"),
        status.kind == .regularFile, status.linkCount > 1,
        let location = try? ArrayLocation(name, root: root)
      else { return nil }
      return try? QueueStatus(of: location)
    }
  }
}
