import Glibc
import TestSupport
import Testing

@testable import MappedFiles

/// Processes that use a file in every way there is, and what is seen of them.
@Suite struct FileUsersTests {
  /// Starts Python with `f` open on the file, runs a piece of source and waits for its first line.
  private static func start(_ source: String, _ path: String) throws -> (RunningProcess, [Int32]) {
    let setup = """
      import ctypes, mmap, os, sys, threading
      f = open(sys.argv[1], "r+b")
      libc = ctypes.CDLL(None)
      libc.mmap.restype = ctypes.c_void_p
      libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t] + [ctypes.c_int] * 3 + [ctypes.c_long]

      """
    let process = try RunningProcess(
      RepositoryFiles.python, ["-c", setup + source + "\nsys.stdin.read()", path])
    let line = try #require(process.receive(), "\(process.wait().errors)")
    return (process, line.split(separator: " ").compactMap { Int32($0) })
  }

  private static func users(_ path: String) throws -> [FileUser] {
    try FileUsers(of: try FileStatus(path: path)).users
  }

  static let uses: [(source: String, protections: Set<Mapping.Protection>, pages: Int, Bool)] = [
    ("m = mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_WRITE)", [.readWrite], 4, true),
    ("m = mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ)", [.readOnly], 4, true),
    ("m = mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_COPY)", [.privateCopy], 4, true),
    ("pass", [], 0, true),
    ("libc.mmap(None, 5000, 1, 1, f.fileno(), 4096); f.close()", [.readOnly], 2, false),
    (
      """
      for prot, flags in (1, 1), (3, 1), (3, 2):
          libc.mmap(None, 1, prot, flags, f.fileno(), 0)
      f.close()
      """, [.readOnly, .readWrite, .privateCopy], 3, false
    ),
    // Each of these is a line of its own in /proc/PID/maps.
    (
      "for i in range(20000): libc.mmap(None, 1, 1, 1, f.fileno(), 0)\nf.close()", [.readOnly],
      20000, false
    ),
    // A thread has the memory and the descriptors of its process.
    (
      """
      m = mmap.mmap(f.fileno(), 0)
      for i in range(8): threading.Thread(target=threading.Event().wait, daemon=True).start()
      """, [.readWrite], 4, true
    ),
  ]

  @Test(arguments: uses)
  func aProcessIsSeenOnceWithAllThatItMayDo(
    source: String, protections: Set<Mapping.Protection>, pages: Int, isOpen: Bool
  ) throws {
    let (path, directory) = try MappingTests.file(of: 4 * 4096)
    defer { withExtendedLifetime(directory) {} }
    let (process, ids) = try Self.start(source + "\nprint(os.getpid(), flush=True)", path)
    let user = FileUser(
      process: try #require(ids.first), command: "python", user: geteuid(),
      protections: protections, mappedBytes: pages * 4096, isOpen: isOpen)
    #expect(try Self.users(path) == [user])
    _ = process.wait()
    #expect(try Self.users(path).isEmpty)
  }

  @Test func whoLetGoIsNotSeenAnyMore() throws {
    let (path, directory) = try MappingTests.file(of: 4096)
    defer { withExtendedLifetime(directory) {} }
    let (process, ids) = try Self.start(
      """
      m = mmap.mmap(f.fileno(), 0)
      print(os.getpid(), flush=True); sys.stdin.readline()
      m.close(); f.close()
      print(os.getpid(), flush=True)
      """, path)
    #expect(try Self.users(path).map(\.process) == ids)
    process.send("let go")
    #expect(process.receive() != nil)
    #expect(try Self.users(path).isEmpty)
    _ = process.wait()
  }

  @Test func aForkedChildIsAnotherUserUntilItEndsEvenUnburied() throws {
    let (path, directory) = try MappingTests.file(of: 4096)
    defer { withExtendedLifetime(directory) {} }
    let (process, ids) = try Self.start(
      """
      m = mmap.mmap(f.fileno(), 0)
      end, other = os.pipe()
      child = os.fork()
      if child == 0:
          os.close(other); os.read(end, 1); os._exit(0)
      print(os.getpid(), child, flush=True); sys.stdin.readline()
      os.close(other); os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
      print("it has ended and is not waited for", flush=True)
      """, path)
    #expect(try Self.users(path).map(\.process) == ids.sorted() && ids.count == 2)
    process.send("let it end")
    #expect(process.receive() != nil)
    let seen = try FileUsers(of: try FileStatus(path: path))
    #expect(seen.users.map(\.process) == [ids[0]])
    _ = process.wait()
  }

  @Test func aProcessWhoseFirstThreadHasEndedIsSeen() throws {
    let (path, directory) = try MappingTests.file(of: 4096)
    defer { withExtendedLifetime(directory) {} }
    // The system call ends one thread only, unlike the C function of that name.
    let (process, ids) = try Self.start(
      """
      m = mmap.mmap(f.fileno(), 0)
      def work():
          while open(f"/proc/self/task/{os.getpid()}/stat").read().split()[2] != "Z": pass
          print(os.getpid(), flush=True)
          sys.stdin.read()
          os._exit(0)
      threading.Thread(target=work).start()
      libc.syscall({"x86_64": 60, "aarch64": 93}[os.uname().machine], 0)
      """, path)
    let users = try Self.users(path)
    #expect(users.map(\.process) == ids && users.first?.protections == [.readWrite])
    #expect(users.first?.isOpen == true)
    _ = process.wait()
  }

  @Test func theUserIsTheOneThatTheProcessActsAs() throws {
    let (path, directory) = try MappingTests.file(of: 4096)
    defer { withExtendedLifetime(directory) {} }
    let (process, ids) = try Self.start(
      """
      if os.getuid() == 0: os.seteuid(12345)
      print(os.geteuid(), flush=True)
      """, path)
    #expect(try Self.users(path).map { Int32($0.user) } == ids)
    _ = process.wait()
  }

  /// What this process itself does to a file; a process that another test is just starting shares
  /// all that for an instant.
  private static func ownUse(_ users: FileUsers) -> FileUser? {
    users.users.first { $0.process == getpid() }
  }

  @Test func thisProcessIsAUserToo() throws {
    let (path, directory) = try MappingTests.file(of: 100)
    defer { withExtendedLifetime(directory) {} }
    let status = try FileStatus(path: path)
    let mapping: Mapping
    do {
      let file = try OwnedFile(opening: path)
      mapping = try Mapping(file, count: 100, protection: .privateCopy)
      #expect(Self.ownUse(try FileUsers(of: status))?.isOpen == true)
    }
    let use = try #require(Self.ownUse(try FileUsers(of: status)))
    #expect(use.protections == [.privateCopy] && use.mappedBytes == 4096 && !use.isOpen)
    withExtendedLifetime(mapping) {}
  }

  @Test func manyFilesAreLookedForInOneGo() throws {
    let directory = try TemporaryDirectory(.shm)
    for name in ["a", "b", "c"] {
      _ = try PendingFile(in: directory.path).publish(as: name)
    }
    _ = try ChildProcess.run("/bin/ln", [directory.file("b"), directory.file("also b")])
    let file = try OwnedFile(opening: directory.file("b"))
    let names = ["c", "also b", "a", "b"]
    let seen = try FileUsers.scan(for: names.map { try FileStatus(path: directory.file($0)) })
    #expect(seen.map { Self.ownUse($0)?.isOpen } == [nil, true, nil, true])
    #expect(try FileUsers.scan(for: []).isEmpty)
    withExtendedLifetime(file) {}
  }

  @Test func whoWasThereBeforeAReplacementHasAnotherFile() throws {
    let (path, directory) = try MappingTests.file(of: 4096)
    let old = try OwnedFile(opening: path)
    _ = try PendingFile(in: directory.path).publish(as: "f", onConflict: .replace)
    #expect(try Self.users(path).isEmpty)
    #expect(Self.ownUse(try FileUsers(of: old.status()))?.isOpen == true)
  }
}
