import Foundation
import NPYShare
import TestSupport
import Testing

@Suite struct ListingRemovingTests {
  @Test func aListingNamesArraysAndWhatOthersLeft() throws {
    let directory = try TemporaryDirectory(.shm)
    _ = try SharedArray.create(
      ArrayLocation(file: directory.file("b")), shape: [4, 5], of: Float.self)
    let foreign = [
      ("psm_1a2b3c4d", Data(count: 64)), ("torch_12_34", Data(count: 64)),
      ("notes", Data("hi".utf8)),
      ("trailer", Data(count: 100) + Data("[SharedArray]".utf8) + Data(count: 535)),
    ]
    for (name, bytes) in foreign {
      try bytes.write(to: URL(fileURLWithPath: directory.file(name)))
    }
    try FileManager.default.createDirectory(
      atPath: directory.file("folder"), withIntermediateDirectories: false)
    let listing = try ArrayListing(root: ArrayRoot(path: directory.path))
    let kinds = listing.entries.map { entry in
      switch entry.content {
      case .array(let format): "\(entry.name) \(format.header?.shape ?? [])"
      case .foreign(let segment): "\(entry.name) \(segment.kind.rawValue)"
      case .queue: "\(entry.name) queue"
      case .other(let kind): "\(entry.name) \(kind.rawValue)"
      case .unreadable: "\(entry.name) unreadable"
      }
    }
    #expect(
      kinds == [
        "b [4, 5]", "folder directory", "notes not a .npy file",
        "psm_1a2b3c4d CPython SharedMemory", "torch_12_34 PyTorch storage", "trailer SharedArray",
      ])
  }

  @Test func aRootThatIsNotThereIsNamed() throws {
    #expect(throws: ArrayStoreError.notFound("/nowhere/at/all")) {
      try ArrayListing(root: ArrayRoot(path: "/nowhere/at/all"))
    }
  }

  @Test func onlyNpyImagesAreRemovedUnlessRawIsAskedFor() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("notes"))
    try Data("not an array".utf8).write(to: URL(fileURLWithPath: location.path))
    #expect(throws: ArrayStoreError.self) { try SharedArray.remove(location) }
    #expect(try directory.names() == ["notes"])
    try SharedArray.remove(location, format: .raw)
    #expect(try directory.names().isEmpty)
  }

  @Test func aRemovalThatIsRefusedMakesNothing() throws {
    let directory = try TemporaryDirectory(.shm)
    let root = ArrayRoot(path: directory.path)
    let location = try ArrayLocation("notes", root: root)
    #expect(throws: ArrayStoreError.notInRoot(location)) { try SharedArray.remove(location) }
    #expect(try directory.names().isEmpty)
    try Data("not an array".utf8).write(to: URL(fileURLWithPath: location.path))
    #expect(throws: ArrayStoreError.self) { try SharedArray.remove(location) }
    #expect(try directory.names() == ["notes"])
    // With the namespace lock held the same is refused at once, and not after a wait.
    _ = try SharedArray.create(ArrayLocation("a", root: root), copying: [UInt8(1)])
    try SharedArray.remove(ArrayLocation("a", root: root))
    let lock = try PrivateDirectory(
      at: "\(root.path)/.npyshare-\(geteuid())", isMade: false)
    #expect(try lock.lock(upTo: .zero))
    #expect(throws: ArrayStoreError.notNPY(location, .notNPY(found: Array("not an".utf8)))) {
      try SharedArray.remove(location)
    }
    withExtendedLifetime(lock) {}
  }

  @Test func whatAKilledWriterLeftGoesWithTheNextListingAndALivingOnesStays() throws {
    let directory = try TemporaryDirectory(.shm)
    let dead = directory.file(".npyshare-0123456789abcdef")
    let alive = directory.file(".npyshare-fedcba9876543210")
    let other = directory.file(".npyshare-readme")
    for path in [dead, alive, other] {
      try Data("half".utf8).write(to: URL(fileURLWithPath: path))
    }
    // Another process holds the lock that a writer holds: any program can, with plain fcntl.
    let writer = try RunningProcess(
      RepositoryFiles.python,
      [
        "-c",
        """
        import fcntl, struct, sys
        f = open(sys.argv[1], "r+b")
        fcntl.fcntl(f, 37, struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 1 << 62, 1, 0))
        print("locked", flush=True)
        sys.stdin.read()
        """, alive,
      ])
    #expect(writer.receive() == "locked")
    _ = try ArrayListing(root: ArrayRoot(path: directory.path))
    #expect(try directory.names() == [".npyshare-fedcba9876543210", ".npyshare-readme"])
    writer.kill()
    _ = writer.wait()
    _ = try ArrayListing(root: ArrayRoot(path: directory.path))
    #expect(try directory.names() == [".npyshare-readme"])
  }
}
