import ArrayStore
import MappedFiles
import QueueLayout

/// The words of a control file, read once into private memory.
struct QueueSnapshot {
  private static let start = QueueGeometry.bytes

  private let geometry: QueueGeometry
  private let bytes: [UInt8]

  let tail: QueueTail
  let head: UInt64
  let lost: UInt64
  /// The payloads that were sent and not received.
  let queued: [Int]

  /// Reads the words.
  ///
  /// - Throws: `SystemCallError`.
  init(_ file: borrowing OwnedFile, _ geometry: QueueGeometry) throws(SystemCallError) {
    var bytes = [UInt8](repeating: 0, count: geometry.record(0) - Self.start)
    var span = bytes.mutableSpan
    _ = try file.read(into: &span, at: Self.start)
    self.geometry = geometry
    self.bytes = bytes
    let tail = QueueTail(word: Self.word(bytes, QueueGeometry.tail))
    let head = Self.word(bytes, QueueGeometry.head)
    self.tail = tail
    self.head = head
    lost = Self.word(bytes, QueueGeometry.lost)
    queued = (0..<geometry.payloadCount).filter { payload in
      let at = Self.word(bytes, geometry.payload(payload) + 8)
      return head < at && at <= tail.position
    }
  }

  private static func word(_ bytes: [UInt8], _ offset: Int) -> UInt64 {
    (0..<8).reversed().reduce(0) { $0 << 8 | UInt64(bytes[offset - start + $1]) }
  }

  private func word(_ payload: Int, _ offset: Int) -> UInt64 {
    Self.word(bytes, geometry.payload(payload) + offset)
  }

  private func loan(_ payload: Int) -> UInt64 { word(payload, 0) }
  func at(_ payload: Int) -> UInt64 { word(payload, 8) }
  func sentAt(_ payload: Int) -> UInt64 { word(payload, 24) }
  func bytes(_ payload: Int) -> Int { Int(clamping: word(payload, 40)) }
  private func use(_ payload: Int) -> UInt64 { word(payload, 128) }

  var returnedCount: Int {
    (0..<geometry.payloadCount).count { use($0) == OwnerTag.returned }
  }

  /// Those who have joined, and those who died before they left.
  func peers(_ file: borrowing OwnedFile) -> [QueueStatus.Peer] {
    var loans: [UInt64: Int] = [:]
    var uses: [UInt64: Int] = [:]
    let queued = Set(queued)
    // Between two stores of its sender, or of its receiver, a payload in the ring has an owner, too.
    for payload in 0..<geometry.payloadCount where !queued.contains(payload) {
      loans[loan(payload), default: 0] += 1
      uses[use(payload), default: 0] += 1
    }
    var peers: [QueueStatus.Peer] = []
    for slot in 0..<QueueGeometry.slotCount {
      let place = QueueGeometry.peer(slot)
      let isAlive = (try? file.isLocked(against: .exclusive, QueueGeometry.slot(slot))) ?? false
      let process = UInt32(truncatingIfNeeded: Self.word(bytes, place + 8))
      // Who leaves in order takes its number away.
      if !isAlive, process == 0 { continue }
      let tag = OwnerTag(
        slot: slot, generation: Self.word(bytes, place) & (1 << 48 - 1))
      peers.append(
        QueueStatus.Peer(
          slot: slot, process: Int32(bitPattern: process), isAlive: isAlive,
          joined: Self.word(bytes, place + 16), loanCount: loans[tag.word] ?? 0,
          heldCount: uses[tag.word] ?? 0))
    }
    return peers
  }
}
