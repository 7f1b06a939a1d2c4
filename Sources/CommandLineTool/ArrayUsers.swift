import Glibc
import NPYShare

/// The processes other than this one that use an array, as commands show them.
struct ArrayUsers {
  let processes: [FileUser]
  let unknownCount: Int

  /// This process has no array attached; but a shell may have handed it a descriptor of one.
  init(_ users: FileUsers) {
    processes = users.users.filter { $0.process != getpid() }
    unknownCount = users.unknownCount
  }

  /// How many there are, in a column: `2`, or `2+?` when there may be more.
  var countText: String { "\(processes.count)" + (unknownCount > 0 ? "+?" : "") }

  /// How many could not be looked into, as the rest of a line; empty when all could.
  var unknownText: String {
    unknownCount == 0
      ? ""
      : "; \(unknownCount) more could not be looked into"
        + (geteuid() == 0 ? "" : " (other users'; run as root)")
  }

  /// The strongest thing that a process may do to the elements.
  static func access(_ user: FileUser) -> String {
    if user.protections.contains(.readWrite) { return "read-write" }
    if user.protections.contains(.privateCopy) { return "private" }
    return user.protections.isEmpty ? "open" : "read-only"
  }
}
