import MappedFiles

/// One array in the journal of a scope: 512 bytes that stand there before the array has its name.
///
/// | bytes | what |
/// |---|---|
/// | 0–3 | `NPYE` |
/// | 4 | the lifetime: 1 scoped, 2 last user |
/// | 5 | bytes of the name, 1 to 255 |
/// | 6 | bytes of the kernel's handle, up to 128 |
/// | 8–15 | the file system's id |
/// | 16–19 | the type of the handle |
/// | 24–151 | the handle |
/// | 152–406 | the name, under the root |
/// | 504–511 | FNV-1a of all that, 64 bits |
///
/// Numbers are little-endian, the rest is zeros. A slot that does not begin with `NPYE`, or whose
/// checksum is wrong, holds nothing: its writer died before the array had its name.
struct JournalEntry: Hashable {
  static let byteCount = 512
  private static let magic = Array("NPYE".utf8)
  private static let handleOffset = 24
  private static let nameOffset = handleOffset + FileIdentity.maximumHandleBytes

  let name: String
  let identity: FileIdentity
  let lifetime: ArrayLifetime

  /// As it stands in the journal.
  ///
  /// - Precondition: the lifetime is not persistent, and the name is that of an array.
  var encoded: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Self.byteCount)
    bytes.put(Self.magic, at: 0)
    bytes[4] = lifetime == .scoped ? 1 : 2
    bytes[5] = UInt8(name.utf8.count)
    bytes[6] = UInt8(identity.handle.count)
    bytes.put(identity.fileSystem, at: 8)
    bytes.put(UInt32(bitPattern: identity.handleType), at: 16)
    bytes.put(identity.handle, at: Self.handleOffset)
    bytes.put(Array(name.utf8), at: Self.nameOffset)
    bytes.putChecksum()
    return bytes
  }

  init(name: String, identity: FileIdentity, lifetime: ArrayLifetime) {
    self.name = name
    self.identity = identity
    self.lifetime = lifetime
  }

  /// Reads a slot; nil when it holds nothing, or nothing that can be believed.
  init?(decoding slot: [UInt8]) {
    guard slot.count == Self.byteCount, slot.starts(with: Self.magic), slot.hasRightChecksum,
      slot[4] == 1 || slot[4] == 2, slot[5] > 0,
      Int(slot[6]) <= FileIdentity.maximumHandleBytes,
      let name = String(
        validating: slot[Self.nameOffset..<Self.nameOffset + Int(slot[5])], as: UTF8.self),
      // Nothing leads out of the root.
      ArrayLocation.objection(to: name) == nil
    else { return nil }
    self.name = name
    lifetime = slot[4] == 1 ? .scoped : .lastUser
    identity = FileIdentity(
      fileSystem: slot.number(at: 8), handleType: Int32(bitPattern: slot.number(at: 16)),
      handle: Array(slot[Self.handleOffset..<Self.handleOffset + Int(slot[6])]))
  }
}
