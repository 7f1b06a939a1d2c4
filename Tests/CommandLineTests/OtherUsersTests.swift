import Foundation
import TestSupport
import Testing

/// Users who share a root, as all share `/dev/shm`.
@Suite struct OtherUsersTests {
  private let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory(.shm)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o1777], ofItemAtPath: directory.path)
  }

  private func asRoot(_ arguments: String...) throws -> ChildProcess {
    try ChildProcess.run(
      "/usr/bin/env",
      Privileged.arguments([RepositoryFiles.npyshare] + arguments + ["--root", directory.path]))
  }

  private func asNobody(_ arguments: String...) throws -> ChildProcess {
    try ChildProcess.run(
      "/usr/bin/env",
      Privileged.argumentsAsNobody(
        [RepositoryFiles.npyshare] + arguments + ["--root", directory.path]))
  }

  private func ownerAsNobody(_ commands: String...) throws -> OwnerProcess {
    let owner = try OwnerProcess(
      root: directory.path, under: "/usr/bin/env", Privileged.argumentsAsNobody([]))
    for command in commands { try owner.tell(command) }
    return owner
  }

  private func arrays() throws -> [String] {
    try directory.names().filter { !$0.hasPrefix(".") }
  }

  @Test func rootCollectsOthersArraysOnlyWhenAskedAndOnlyThoseOfDeadOwners() throws {
    let dead = try ownerAsNobody("create theirs scoped", "create kept persistent")
    let living = try ownerAsNobody("create alive scoped")
    let mine = try OwnerProcess(root: directory.path, "create mine scoped")
    // A squatted name of a user keeps nobody else from being collected.
    let squats = [".npyshare-1", ".npyshare-4294967295", ".npyshare-70000", ".npyshare-01"]
    for squat in squats { try Data().write(to: URL(fileURLWithPath: directory.file(squat))) }
    dead.kill()
    mine.kill()
    #expect(try asRoot("collect").output.hasSuffix("1 array removed, 4 KiB\n"))
    #expect(try arrays() == ["alive", "kept", "theirs"])
    let listing = try asRoot("ls").output
    #expect(listing.contains("\(dead.process.id) dead"), "\(listing)")
    #expect(try asNobody("collect", "--all-users").status == 2)
    let preview = try asRoot("collect", "--all-users", "--dry-run")
    #expect(preview.status == 3 && preview.errors.contains("not this user's own directory"))
    for squat in squats { try FileManager.default.removeItem(atPath: directory.file(squat)) }
    try Data().write(to: URL(fileURLWithPath: directory.file(squats[0])))
    #expect(try arrays() == ["alive", "kept", "theirs"])
    let collected = try asRoot("collect", "--all-users")
    #expect(collected.status == 3 && collected.errors.contains(".npyshare-1' is a regular file"))
    #expect(try arrays() == ["alive", "kept"])
    _ = living.process.wait()
    #expect(try arrays() == ["kept"])
  }

  @Test func anotherUsersArraysAreNeitherCollectedNorHisToGiveAway() throws {
    let mine = try OwnerProcess(root: directory.path, "create mine scoped")
    mine.kill()
    let other = try ownerAsNobody("collect", "create theirs scoped")
    #expect(try arrays() == ["mine", "theirs"])
    #expect(other.ask("attach mine").contains("Permission denied"))
    #expect(other.ask("unlink mine").hasPrefix("error"))
    #expect(try asNobody("collect").output == "0 arrays removed, 0 bytes\n")
    #expect(try arrays() == ["mine", "theirs"])
    _ = other.process.wait()
    #expect(try asRoot("collect").status == 0)
    #expect(try arrays().isEmpty)
  }

  @Test func aUsersDirectoryThatRootHasMadeIsNamedAndNotUsed() throws {
    let path = directory.file(".npyshare-\(Privileged.nobody)")
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    let other = try ownerAsNobody("create p persistent")
    let answer = other.ask("create s scoped")
    let words = "'\(path)' is a directory of user \(getuid()) with mode 700, not this user's"
    #expect(answer.contains(words), "\(answer)")
    #expect(try arrays() == ["p"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: path).isEmpty)
    _ = other.process.wait()
  }
}
