import Glibc
import MappedFiles

/// The first slot of a journal: what it is, and for people who made it.
///
/// | bytes | what |
/// |---|---|
/// | 0–13 | `npyshare scope` |
/// | 16–19 | version of the format, 1 |
/// | 20–23 | bytes of a slot, 512 |
/// | 24–27 | the process id that its owner gave itself |
/// | 32–39 | when the scope began, in seconds since 1970 |
/// | 40–55 | the name of the owner's program |
/// | 504–511 | FNV-1a of all that, 64 bits |
struct JournalHeader: Hashable {
  private static let magic = Array("npyshare scope".utf8)
  private static let version: UInt32 = 1
  private static let commandBytes = 16

  let process: Int32
  let began: Int
  let command: String

  /// That of this process, now.
  static var current: JournalHeader {
    let command = CurrentProcess.command
    return JournalHeader(process: getpid(), began: time(nil), command: command)
  }

  init(process: Int32, began: Int, command: String) {
    self.process = process
    self.began = began
    self.command = command
  }

  var encoded: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: JournalEntry.byteCount)
    bytes.put(Self.magic, at: 0)
    bytes.put(Self.version, at: 16)
    bytes.put(UInt32(JournalEntry.byteCount), at: 20)
    bytes.put(UInt32(bitPattern: process), at: 24)
    bytes.put(UInt64(bitPattern: Int64(began)), at: 32)
    bytes.put(Array(command.utf8.prefix(Self.commandBytes)), at: 40)
    bytes.putChecksum()
    return bytes
  }

  /// Reads it; nil when the file is no journal, or one of another version, which is not ours to judge.
  init?(decoding slot: [UInt8]) {
    let version: UInt32
    let slotBytes: UInt32
    guard slot.count == JournalEntry.byteCount, slot.starts(with: Self.magic),
      slot.hasRightChecksum
    else { return nil }
    version = slot.number(at: 16)
    slotBytes = slot.number(at: 20)
    guard version == Self.version, slotBytes == UInt32(JournalEntry.byteCount) else { return nil }
    process = Int32(bitPattern: slot.number(at: 24))
    began = Int(Int64(bitPattern: slot.number(at: 32)))
    command = String(
      decoding: slot[40..<40 + Self.commandBytes].prefix { $0 != 0 }, as: UTF8.self)
  }
}
