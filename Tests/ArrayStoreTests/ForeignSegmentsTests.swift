import Foundation
import NPYShare
import TestSupport
import Testing

@testable import ArrayStore

/// Removing what other programs left behind, and nothing else.
@Suite struct ForeignSegmentsTests {
  private let directory: TemporaryDirectory
  private var root: ArrayRoot { ArrayRoot(path: directory.path) }

  init() throws {
    directory = try TemporaryDirectory(.shm)
  }

  /// Options that mind no age, and no process that only root can look into.
  private static func options(
    _ change: (inout ForeignSegments.Options) -> Void = { _ in }
  ) -> ForeignSegments.Options {
    var options = ForeignSegments.Options()
    options.minimumAge = 0
    options.ignoresUnknownProcesses = true
    change(&options)
    return options
  }

  private func write(_ names: String...) throws {
    for name in names {
      try Data(count: 100).write(to: URL(fileURLWithPath: directory.file(name)))
    }
  }

  private func outcomes(_ options: ForeignSegments.Options) throws
    -> [String: ForeignSegments.Outcome]
  {
    let found = try ForeignSegments.collect(in: root, options: options)
    return Dictionary(uniqueKeysWithValues: found.entries.map { ($0.name, $0.outcome) })
  }

  @Test func leftoversGoAndEverythingElseStays() throws {
    try write("psm_1a2b3c4d", "torch_1_2_3", "sem.mp-abcdefgh", "pym-1-abc")
    try write("psm_weights", "sem.somebody", "iox2_1.data", "notes", ".hidden")
    _ = try SharedArray.create(
      ArrayLocation(file: directory.file("psm_00000000")), shape: [3], of: Float.self)
    _ = try ShareableList.create(ArrayLocation(file: directory.file("list")), [1])
    for folder in ["joblib_memmapping_folder_1_a_b", "psm_11111111"] {
      try FileManager.default.createDirectory(
        atPath: directory.file(folder), withIntermediateDirectories: false)
    }
    try FileManager.default.createSymbolicLink(
      atPath: directory.file("psm_22222222"), withDestinationPath: directory.file("notes"))
    let before = try Self.names(in: directory)

    var expected: [String: ForeignSegments.Outcome] = [
      "psm_1a2b3c4d": .unused, "torch_1_2_3": .unused, "sem.mp-abcdefgh": .unused,
      "pym-1-abc": .unused, "psm_weights": .kept(.mayBeMeantToStay),
      "sem.somebody": .kept(.mayBeMeantToStay), "list": .kept(.mayBeMeantToStay),
      "iox2_1.data": .kept(.notOurs(.iceoryx2)), "notes": .kept(.notOurs(.unknown)),
      "joblib_memmapping_folder_1_a_b": .kept(.notRegularFile(.directory)),
    ]
    #expect(try outcomes(Self.options { $0.isDryRun = true }) == expected)
    #expect(try Self.names(in: directory) == before)

    let temporary = expected.filter { $0.value == .unused }.keys
    for name in temporary { expected[name] = .removed }
    #expect(try outcomes(Self.options()) == expected)
    #expect(try Self.names(in: directory) == before.filter { !temporary.contains($0) })

    // Asked for all kinds, what may be meant to stay goes too, and still nothing unknown.
    for name in temporary { expected[name] = nil }
    for name in ["psm_weights", "sem.somebody", "list"] { expected[name] = .removed }
    #expect(try outcomes(Self.options { $0.scope = .allKinds }) == expected)
    #expect(
      try Self.names(in: directory) == [
        ".hidden", "iox2_1.data", "joblib_memmapping_folder_1_a_b", "notes", "psm_00000000",
        "psm_11111111", "psm_22222222",
      ])
  }

  /// Ways in which a process may use a segment.
  static let uses = [
    "m = mmap.mmap(f.fileno(), 0)",
    "m = mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ); f.close()",
    "pass",
  ]

  @Test(arguments: uses) func whatAnyProcessUsesStaysUntilItEnds(_ use: String) throws {
    try write("psm_1a2b3c4d", "sem.mp-abcdefgh", "psm_ffffffff")
    let python = try RunningProcess(
      RepositoryFiles.python,
      [
        "-c",
        """
        import mmap, sys
        used = []
        for path in sys.argv[1:]:
            f = open(path, "r+b")
            m = None
            \(use)
            used.append((f, m))
        print("ready", flush=True)
        sys.stdin.read()
        """, directory.file("psm_1a2b3c4d"), directory.file("sem.mp-abcdefgh"),
      ])
    #expect(python.receive() == "ready")
    let kept = ForeignSegments.Outcome.kept(.used(by: [python.id]))
    #expect(
      try outcomes(Self.options())
        == ["psm_1a2b3c4d": kept, "sem.mp-abcdefgh": kept, "psm_ffffffff": .removed])
    python.kill()
    _ = python.wait()
    #expect(
      try outcomes(Self.options())
        == ["psm_1a2b3c4d": .removed, "sem.mp-abcdefgh": .removed])
  }

  @Test func whatThisProcessHasAttachedStays() throws {
    try write("psm_1a2b3c4d")
    let array = try SharedArray.attachRaw(
      ArrayLocation(file: directory.file("psm_1a2b3c4d")), shape: [10], dtype: DType(parsing: "f4"))
    let kept = ForeignSegments.Outcome.kept(.used(by: [getpid()]))
    #expect(try outcomes(Self.options()) == ["psm_1a2b3c4d": kept])
    #expect(array.elementCount == 10)
  }

  @Test func whatIsYoungStays() throws {
    try write("psm_1a2b3c4d", "psm_00000001")
    let hourAgo = Date(timeIntervalSinceNow: -3600)
    try FileManager.default.setAttributes(
      [.modificationDate: hourAgo], ofItemAtPath: directory.file("psm_00000001"))
    let found = try ForeignSegments.collect(
      in: root, options: Self.options { $0.minimumAge = 1800 })
    #expect(found.removed.map(\.name) == ["psm_00000001"])
    guard case .kept(.young(_, minimum: 1800)) = found.entries[1].outcome else {
      Issue.record("\(found.entries)")
      return
    }
    #expect(try Self.names(in: directory) == ["psm_1a2b3c4d"])
  }

  /// What happens to a name after it was looked at, and before it is to be removed.
  enum Change: CaseIterable {
    case replaced
    case madeLonger
    case removed
  }

  @Test(arguments: Change.allCases) func whatChangedSinceTheLookStays(_ change: Change) throws {
    try write("psm_1a2b3c4d")
    let path = directory.file("psm_1a2b3c4d")
    let looked = try FileStatus(path: path)
    switch change {
    case .replaced: try Data(count: 100).write(to: URL(fileURLWithPath: path), options: .atomic)
    case .madeLonger:
      try FileHandle(forUpdating: URL(fileURLWithPath: path)).truncate(atOffset: 101)
    case .removed: try FileManager.default.removeItem(atPath: path)
    }
    #expect(ForeignSegments.remove(path, if: looked) == .kept(.changed))
    #expect(try Self.names(in: directory) == (change == .removed ? [] : ["psm_1a2b3c4d"]))
    if change == .removed { return }
    #expect(ForeignSegments.remove(path, if: try FileStatus(path: path)) == .removed)
    #expect(try Self.names(in: directory).isEmpty)
  }

  /// As a user who may not look into every process, with root's files beside their own.
  @Test func whenProcessesCannotBeLookedIntoNothingGoesUnlessTheyDoNotMatter() async throws {
    await #expect(processExitsWith: .success) {
      let directory = try TemporaryDirectory(.shm)
      let (mine, roots) = (directory.file("psm_1a2b3c4d"), directory.file("psm_00000000"))
      let isRoot = geteuid() == 0
      for path in [mine, roots] { try Data(count: 100).write(to: URL(fileURLWithPath: path)) }
      let files = FileManager.default
      try files.setAttributes([.posixPermissions: 0o1777], ofItemAtPath: directory.path)
      try files.setAttributes([.posixPermissions: 0o644], ofItemAtPath: roots)
      if isRoot {
        try files.setAttributes([.ownerAccountID: 65534], ofItemAtPath: mine)
        seteuid(65534)
      }
      defer { if isRoot { seteuid(0) } }
      let root = ArrayRoot(path: directory.path)

      var options = ForeignSegments.Options()
      options.minimumAge = 0
      let careful = try ForeignSegments.collect(in: root, options: options)
      guard case .kept(.unknownProcesses(1...)) = careful.entries[1].outcome else {
        fatalError("\(careful.entries)")
      }
      options.ignoresUnknownProcesses = true
      options.isDryRun = true
      let dry = try ForeignSegments.collect(in: root, options: options).entries.map(\.outcome)
      if dry != [isRoot ? .kept(.otherOwner(0)) : .unused, .unused] { fatalError("\(dry)") }

      options.isDryRun = false
      options.owners = .any
      let all = try ForeignSegments.collect(in: root, options: options).entries.map(\.outcome)
      // Only its owner removes what is in a directory such as /dev/shm.
      switch all[0] {
      case .kept(.refused(let error)) where isRoot && error.call == "unlink": break
      case .removed where !isRoot: break
      default: fatalError("\(all)")
      }
      if all[1] != .removed { fatalError("\(all)") }
    }
  }

  @Test func aRootThatIsNotThereIsAnError() {
    #expect(throws: ArrayStoreError.notFound("/nowhere/at/all")) {
      try ForeignSegments.collect(in: ArrayRoot(path: "/nowhere/at/all"))
    }
  }

  /// All names but that of the directory whose lock a removal takes.
  private static func names(in directory: TemporaryDirectory) throws -> [String] {
    try directory.names().filter { !$0.hasPrefix(".npyshare-") }
  }
}
