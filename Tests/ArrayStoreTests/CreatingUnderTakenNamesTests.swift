import NPYShare
import TestSupport
import Testing

/// That a name is taken is said whatever else is in the way.
@Suite struct CreatingUnderTakenNamesTests {
  @Test(arguments: ["link", "folder", "pipe"], [5, 1 << 21])
  func aNameThatIsNoArraysIsRefusedByWhatItIs(name: String, size: Int) throws {
    let directory = try TemporaryDirectory(.shm)
    let command = ["link": "ln -s nowhere link", "folder": "mkdir folder", "pipe": "mkfifo pipe"]
    _ = try ChildProcess.run("/bin/sh", ["-c", command[name] ?? ""], directory: directory.path)
    let location = try ArrayLocation(file: directory.file(name))
    let error = #expect(throws: ArrayStoreError.self) {
      try SharedArray.create(location, shape: [size], of: UInt8.self)
    }
    guard case .notRegularFile = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try directory.names() == [name])
  }

  @Test func onAFullFileSystem() throws {
    let child = try SmallFileSystem.run(
      """
      "$OWNER" "$root" "create a persistent"
      head -c 2000000 /dev/zero >"$root/full" 2>/dev/null
      "$OWNER" "$root" "create a persistent"; echo "status $?"
      npyshare create a --shape 4 --dtype '<i8' 2>&1; echo "status $?"
      "$OWNER" "$root" "create b persistent"; echo "status $?"
      ls "$root"
      """)
    let lines = child.output.split(separator: "\n").map(String.init)
    try #require(lines.count == 8, "\(child.output) \(child.errors)")
    #expect(lines[0].contains("'a' exists already") && lines[1] == "status 3", "\(lines)")
    #expect(lines[2].contains("'a' exists already") && lines[3] == "status 3", "\(lines)")
    #expect(lines[4].contains("cannot create 'b': needs ") && lines[5] == "status 3", "\(lines)")
    #expect(lines[6...] == ["a", "full"])
  }

  @Test func inADirectoryThatIsNotTheUsersToWriteIn() throws {
    let directory = try TemporaryDirectory(.shm)
    try Privileged.run(["chown", "root", directory.path])
    try Privileged.run(["chmod", "755", directory.path])
    defer { try? Privileged.run(["chmod", "777", directory.path]) }
    try Privileged.run(["touch", directory.file("a")])
    for (name, message) in [("a", "'a' exists already"), ("b", "ermission")] {
      let child = try ChildProcess.run(
        "/usr/bin/env",
        Privileged.argumentsAsNobody(
          [RepositoryFiles.arrayOwner, directory.path, "create \(name) persistent"]))
      #expect(child.status == 3 && child.output.contains(message), "\(child.output)")
    }
  }

  @Test func whereNoFilesAreMade() throws {
    let location = try ArrayLocation(file: "/proc/version")
    #expect(throws: ArrayStoreError.alreadyExists(location)) {
      try SharedArray.create(location, shape: [5], of: UInt8.self)
    }
  }

  @Test func noScopeBeginsForThem() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation("a", root: ArrayRoot(path: directory.path))
    _ = try SharedArray.create(location, copying: [UInt8(1)])
    for lifetime in [ArrayLifetime.scoped, .lastUser] {
      #expect(throws: ArrayStoreError.alreadyExists(location)) {
        try SharedArray.create(location, shape: [5], of: UInt8.self, lifetime: lifetime)
      }
    }
    #expect(try directory.names() == ["a"])
  }
}
