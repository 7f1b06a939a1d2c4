import Foundation
import MappedFiles
import TestSupport

@testable import ArrayStore

/// A root of a test's own.
struct OwnershipRoot {
  let directory: TemporaryDirectory
  var path: String { directory.path }
  var root: ArrayRoot { ArrayRoot(path: path) }
  /// Where this user's journals are.
  var scopes: String { "\(path)/.npyshare-\(getuid())" }

  init(_ place: TemporaryDirectory.Place = .shm) throws {
    directory = try TemporaryDirectory(place)
  }

  func location(_ name: String) throws -> ArrayLocation {
    try ArrayLocation(name, root: root)
  }

  func owner(_ commands: String...) throws -> OwnerProcess {
    let owner = try OwnerProcess(root: path)
    for command in commands { try owner.tell(command) }
    return owner
  }

  /// The names of the arrays, and of whatever else is not hidden.
  func arrays() throws -> [String] {
    try directory.names().filter { !$0.hasPrefix(".") }
  }

  /// The names of the journals, and of whatever else is beside them.
  func journals() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: scopes).sorted()
  }

  /// What a collection does: `NAME=removed` and the like.
  @discardableResult
  func collect() throws -> [String] {
    try root.collect().map { "\($0.name)=\($0.outcome)" }.sorted()
  }

  /// Writes a journal that nobody holds a lock on.
  ///
  /// - Returns: its path.
  @discardableResult
  func forge(_ bytes: [UInt8], named name: String = "0123456789abcdef") throws -> String {
    if !FileManager.default.fileExists(atPath: scopes) {
      try FileManager.default.createDirectory(
        atPath: scopes, withIntermediateDirectories: false,
        attributes: [.posixPermissions: 0o700])
    }
    try Data(bytes).write(to: URL(fileURLWithPath: "\(scopes)/\(name)"))
    return "\(scopes)/\(name)"
  }

  /// The entry that an owner of an array would write down.
  func entry(_ name: String, _ lifetime: ArrayLifetime = .scoped) throws -> JournalEntry {
    guard let identity = try FileIdentity.of(path: "\(path)/\(name)") else { throw NoIdentity() }
    return JournalEntry(name: name, identity: identity, lifetime: lifetime)
  }

  private struct NoIdentity: Error {}
}
