package import MappedFiles
package import QueueLayout

/// One array or queue in the journal of a scope: 512 bytes that stand there before it has its name.
///
/// A queue's records of the arrays in it are the same.
///
/// | bytes | what |
/// |---|---|
/// | 0–3 | `NPYE` |
/// | 4 | the lifetime: 1 scoped, 2 last user; in a queue's record also 3 persistent |
/// | 5 | bytes of the name, 1 to 255 |
/// | 6 | bytes of the kernel's handle, up to 128 |
/// | 8–15 | the file system's id |
/// | 16–19 | the type of the handle |
/// | 24–151 | the handle |
/// | 152–406 | the name, under the root |
/// | 407 | the purpose: 0 an array, 1 a queue, 2 an array that is sent, 3 one that is received |
/// | 408–423 | the queue |
/// | 424–427 | the payload that the array is handed over by |
/// | 432–439 | the tag of who hands it over |
/// | 504–511 | FNV-1a of all that, 64 bits |
///
/// Numbers are little-endian, the rest is zeros. A slot that does not begin with `NPYE`, or whose
/// checksum is wrong, holds nothing: its writer died before the array had its name.
package struct JournalEntry: Hashable, Sendable {
  /// What the scope has to do with it.
  package enum Purpose: Hashable, Sendable {
    /// The scope owns the array.
    case array
    /// The scope owns the queue.
    case queue(QueueIdentifier)
    /// The scope owns the array unless the queue does by now.
    case sending(QueueHandover)
    /// The scope owns the array unless the queue still does.
    case receiving(QueueHandover)
  }

  package static let byteCount = 512
  private static let magic = Array("NPYE".utf8)
  private static let handleOffset = 24
  private static let nameOffset = handleOffset + FileIdentity.maximumHandleBytes

  package let name: String
  package let identity: FileIdentity
  package let lifetime: ArrayLifetime
  package let purpose: Purpose

  /// As it stands in the journal.
  ///
  /// - Precondition: in a journal the lifetime is not persistent; the name is that of an array.
  package var encoded: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Self.byteCount)
    bytes.put(Self.magic, at: 0)
    bytes[4] = Self.code(of: lifetime)
    bytes[5] = UInt8(name.utf8.count)
    bytes[6] = UInt8(identity.handle.count)
    bytes.put(identity.fileSystem, at: 8)
    bytes.put(UInt32(bitPattern: identity.handleType), at: 16)
    bytes.put(identity.handle, at: Self.handleOffset)
    bytes.put(Array(name.utf8), at: Self.nameOffset)
    bytes.put(purpose)
    bytes.putChecksum()
    return bytes
  }

  package init(
    name: String, identity: FileIdentity, lifetime: ArrayLifetime, purpose: Purpose = .array
  ) {
    self.name = name
    self.identity = identity
    self.lifetime = lifetime
    self.purpose = purpose
  }

  /// The same array for another purpose.
  package func noted(as purpose: Purpose) -> JournalEntry {
    JournalEntry(name: name, identity: identity, lifetime: lifetime, purpose: purpose)
  }

  private static func code(of lifetime: ArrayLifetime) -> UInt8 {
    switch lifetime {
    case .scoped: 1
    case .lastUser: 2
    case .persistent: 3
    }
  }

  /// Reads a slot of a journal; nil when it holds nothing, or nothing that can be believed.
  init?(decoding slot: [UInt8]) {
    self.init(record: slot)
    if lifetime == .persistent { return nil }
  }

  /// Reads a queue's record; nil when it holds nothing, or nothing that can be believed.
  package init?(record slot: [UInt8]) {
    guard slot.count == Self.byteCount, slot.starts(with: Self.magic), slot.hasRightChecksum,
      let lifetime = ArrayLifetime.allCases.first(where: { Self.code(of: $0) == slot[4] }),
      let purpose = slot.purpose, slot[5] > 0,
      Int(slot[6]) <= FileIdentity.maximumHandleBytes,
      let name = String(
        validating: slot[Self.nameOffset..<Self.nameOffset + Int(slot[5])], as: UTF8.self),
      // Nothing leads out of the root.
      ArrayLocation.objection(to: name) == nil
    else { return nil }
    self.name = name
    self.lifetime = lifetime
    self.purpose = purpose
    identity = FileIdentity(
      fileSystem: slot.number(at: 8), handleType: Int32(bitPattern: slot.number(at: 16)),
      handle: Array(slot[Self.handleOffset..<Self.handleOffset + Int(slot[6])]))
  }
}
