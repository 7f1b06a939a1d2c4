import Foundation
import MappedFiles
import TestSupport
import Testing

@testable import ArrayStore

/// Journals and directories that were made by somebody who means no good, or by chance.
@Suite struct ForgedJournalTests {
  private let root: OwnershipRoot

  init() throws {
    root = try OwnershipRoot()
  }

  /// A slot, made from a right one.
  struct Forgery: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var keepsChecksum = false
    let change: @Sendable (inout [UInt8]) -> Void

    init(
      _ name: String, keepsChecksum: Bool = false,
      _ change: @escaping @Sendable (inout [UInt8]) -> Void
    ) {
      testDescription = name
      self.keepsChecksum = keepsChecksum
      self.change = change
    }

    static func named(_ name: String) -> Forgery {
      Forgery("the name '\(name)'") { slot in
        slot[5] = UInt8(name.utf8.count)
        slot.replaceSubrange(152..<407, with: [UInt8](repeating: 0, count: 255))
        slot.put(Array(name.utf8), at: 152)
      }
    }
  }

  static let forgeries: [Forgery] =
    ["../victim", "folder/victim", "..", ".", ".hidden", "/etc/passwd", "a\0b"].map { .named($0) }
    + [
      Forgery("no name") { $0[5] = 0 },
      Forgery("a longer name") { $0[5] = 255 },
      Forgery("another name") { $0[152] = UInt8(ascii: "b") },
      Forgery("no UTF-8") { $0[152] = 0xFF },
      Forgery("no such lifetime") { $0[4] = 3 },
      Forgery("persistent") { $0[4] = 0 },
      Forgery("a handle longer than any") { $0[6] = 200 },
      Forgery("an empty handle") { $0[6] = 0 },
      Forgery("another handle") { $0[24] ^= 1 },
      Forgery("another type of handle") { $0[16] ^= 1 },
      Forgery("another file system") { $0[8] ^= 1 },
      Forgery("no magic") { $0[0] = 0 },
      Forgery("a wrong checksum", keepsChecksum: true) { $0[504] ^= 1 },
      Forgery("a changed byte", keepsChecksum: true) { $0[300] ^= 1 },
    ]

  @Test(arguments: forgeries)
  func anEntryThatLiesTouchesNothing(forgery: Forgery) throws {
    let outer = try OwnershipRoot()
    let inner = outer.directory.file("root")
    try FileManager.default.createDirectory(
      atPath: "\(inner)/folder", withIntermediateDirectories: true)
    let root = ArrayRoot(path: inner)
    let victims = ["../victim", "folder/victim", "a", ".hidden"]
    for victim in victims {
      _ = try SharedArray.create(ArrayLocation(file: "\(inner)/\(victim)"), copying: [1])
    }
    let identity = try #require(try FileIdentity.of(path: "\(inner)/a"))
    var slot = JournalEntry(name: "a", identity: identity, lifetime: .scoped).encoded
    forgery.change(&slot)
    if !forgery.keepsChecksum { slot.putChecksum() }
    let header = JournalHeader(process: 1, began: 0, command: "forger").encoded
    let directory = "\(inner)/.npyshare-\(getuid())"
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    try Data(header + slot).write(to: URL(fileURLWithPath: "\(directory)/0123456789abcdef"))
    #expect(try root.collect().isEmpty)
    for victim in victims { #expect((try? FileStatus(path: "\(inner)/\(victim)")) != nil) }
    // Nothing is left to settle.
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory).isEmpty)
  }

  @Test func anArrayOfTheLongestNameIsCollected() throws {
    let name = String(repeating: "ä", count: 127) + "n"
    #expect(name.utf8.count == 255)
    let owner = try root.owner("create \(name) scoped")
    owner.kill()
    #expect(try root.collect() == ["\(name)=removed"])
    #expect(try root.arrays().isEmpty)
  }

  /// What stands under a journal's name but is none, or one of another version.
  enum Stranger: String, CaseIterable {
    case empty, cutShort, otherVersion, otherSlots, wrongChecksum, notes
    case directory, fifo, socket, link
  }

  @Test(arguments: Stranger.allCases)
  func whatIsNoJournalThatThisVersionKnowsIsLeftAlone(stranger: Stranger) throws {
    _ = try SharedArray.create(root.location("a"), copying: [1])
    let entry = try root.entry("a").encoded
    let good = JournalHeader(process: 1, began: 0, command: "dead").encoded
    var header = good
    switch stranger {
    case .otherVersion: header[16] = 2
    case .otherSlots: header[20] = 1
    default: break
    }
    header.putChecksum()
    if stranger == .wrongChecksum { header[510] ^= 1 }
    let path = try root.forge(header + entry)
    switch stranger {
    case .empty: try root.forge([])
    case .cutShort: try root.forge(Array(header.prefix(300)))
    case .notes: try root.forge(Array("notes\n".utf8))
    case .directory, .fifo, .socket, .link:
      try FileManager.default.removeItem(atPath: path)
      let source = """
        import os, socket, sys
        kind, path, target = sys.argv[1:]
        if kind == "directory": os.mkdir(path)
        if kind == "fifo": os.mkfifo(path)
        if kind == "socket": socket.socket(socket.AF_UNIX).bind(path)
        if kind == "link": os.symlink(target, path)
        """
      // The link leads to a journal that would be collected.
      let target = root.directory.file("journal")
      try Data(good + entry).write(to: URL(fileURLWithPath: target))
      let child = try ChildProcess.python(source, [stranger.rawValue, path, target])
      #expect(child.status == 0, "\(child.errors)")
    default: break
    }
    // One that is known is still collected.
    let owner = try root.owner("create b scoped")
    owner.kill()
    #expect(try root.collect() == ["b=removed"])
    #expect(try root.arrays().contains("a"))
    #expect(try root.journals() == ["0123456789abcdef"])
    #expect(try root.root.scopes().isEmpty)
    let array = try SharedArray.attach(root.location("a"))
    try array.persist()
    #expect(try ArrayListing(root: root.root).entries.first { $0.name == "a" }?.owner == nil)
  }

  @Test func aJournalThatIsCutShortHoldsWhatIsWhole() throws {
    for name in ["a", "b"] {
      _ = try SharedArray.create(root.location(name), copying: [1])
    }
    let header = JournalHeader(process: 1, began: 0, command: "dead").encoded
    try root.forge(
      header + root.entry("a").encoded + Array(root.entry("b").encoded.prefix(511)))
    #expect(try root.collect() == ["a=removed"])
    #expect(try root.arrays() == ["b"])
  }

  @Test func aJournalFarLongerThanItsEntriesIsReadWithinItsBounds() throws {
    _ = try SharedArray.create(root.location("a"), copying: [1])
    let header = JournalHeader(process: 1, began: 0, command: "dead").encoded
    let path = try root.forge(header + root.entry("a").encoded)
    let child = try ChildProcess.run("/usr/bin/truncate", ["--size=1T", path])
    #expect(child.status == 0, "\(child.errors)")
    #expect(try root.collect() == ["a=removed"])
    #expect(try root.journals().isEmpty)
  }

  /// What stands under the name of a user's directory for journals.
  enum Squat: String, CaseIterable {
    case file, link, danglingLink, fifo, othersMayEnter, anotherUsers
  }

  @Test(arguments: Squat.allCases)
  func aDirectoryThatIsNotThisUsersAloneIsNotUsedAndNothingIsMadeInIt(squat: Squat) throws {
    let target = try TemporaryDirectory(.shm)
    let source = """
      import os, sys
      kind, path, target = sys.argv[1:]
      if kind == "file": open(path, "w").close()
      if kind == "link": os.symlink(target, path)
      if kind == "danglingLink": os.symlink(target + "/nothing", path)
      if kind == "fifo": os.mkfifo(path)
      if kind in ("othersMayEnter", "anotherUsers"): os.mkdir(path, 0o700)
      if kind == "othersMayEnter": os.chmod(path, 0o777)
      """
    let child = try ChildProcess.python(source, [squat.rawValue, root.scopes, target.path])
    #expect(child.status == 0, "\(child.errors)")
    if squat == .anotherUsers {
      try Privileged.run(["chown", "\(Privileged.nobody)", root.scopes])
    }
    let status = try FileStatus(path: root.scopes)
    let refusal = ArrayStoreError.untrustedDirectory(root.scopes, status)
    #expect(throws: refusal) { try ArrayScope(root: root.root) }
    #expect(throws: refusal) { try root.root.collect() }
    #expect(throws: refusal) { try root.root.scopes() }
    #expect(throws: refusal) {
      try SharedArray.create(root.location("a"), shape: [1], of: Float.self, lifetime: .scoped)
    }
    #expect(try root.arrays().isEmpty)
    #expect(try target.names().isEmpty)
    #expect(refusal.description.contains("not this user's own directory of mode 700"))
    // What needs no journal works; what could take a name from under a collector does not.
    let array = try SharedArray.create(root.location("p"), copying: [1])
    #expect(throws: refusal) { try array.adopt() }
    #expect(throws: refusal) { try array.remove() }
    #expect(try ArrayListing(root: root.root).entries.map(\.name) == ["p"])
    #expect(try SharedArray.attach(root.location("p")).shape == [1])
    #expect(try FileStatus(path: root.scopes) == status)
    // Files elsewhere are nobody's to collect.
    try SharedArray.remove(ArrayLocation(file: root.location("p").path))
  }

  /// Not random: the same bytes every time.
  private struct Noise: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state ^ (state >> 31)) &* 0x9E37_79B9_7F4A_7C15
    }
  }

  @Test func anySlotIsAnEntryThatCanBeWrittenAgainOrNone() throws {
    var noise = Noise(state: 1)
    let identity = FileIdentity(fileSystem: 1, handleType: 2, handle: Array(0..<12))
    let seeds = [
      JournalEntry(name: "a", identity: identity, lifetime: .scoped).encoded,
      JournalEntry(
        name: String(repeating: "é", count: 127), identity: identity, lifetime: .lastUser
      ).encoded,
      JournalHeader(process: -1, began: .min, command: "a\u{0}é").encoded,
    ]
    var understood = 0
    for round in 0..<30_000 {
      var slot = seeds[round % 3]
      for _ in 0..<Int.random(in: 0..<4, using: &noise) {
        slot[Int.random(in: 0..<(Bool.random(using: &noise) ? 32 : 512), using: &noise)] =
          UInt8.random(in: 0...255, using: &noise)
      }
      if round % 10 == 0 { slot = slot.map { _ in UInt8.random(in: 0...255, using: &noise) } }
      if round % 4 != 0 { slot.putChecksum() }
      if round % 97 == 0 { slot.removeLast() }
      if let entry = JournalEntry(decoding: slot) {
        understood += 1
        #expect(JournalEntry(decoding: entry.encoded) == entry)
        #expect(ArrayLocation.objection(to: entry.name) == nil)
      }
      if let header = JournalHeader(decoding: slot) {
        understood += 1
        #expect(JournalHeader(decoding: header.encoded)?.process == header.process)
      }
    }
    print("journal slots: \(understood) of 30000 understood")
    #expect(understood > 5000)
  }
}
