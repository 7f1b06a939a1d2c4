import Glibc
import MappedFiles

/// Who owns which names under a root, as the journals say.
struct ArrayOwners {
  private var owners: [String: [(identity: FileIdentity, owner: ArrayListing.Owner)]] = [:]

  /// Reads the journals of this process's user, and root those of all users.
  ///
  /// Nothing is collected: an operator wants to see what there is.
  init(root: ArrayRoot) {
    let users = geteuid() == 0 ? ScopeDirectory.users(in: root) : [geteuid()]
    for user in users {
      let directory = ScopeDirectory.path(in: root, user: user)
      // Somebody else's directory would be his word on this user's arrays.
      guard let status = try? FileStatus(path: directory), status.kind == .directory,
        status.owner == user, status.permissions & 0o077 == 0
      else { continue }
      for name in (try? DirectoryNames(of: directory).names) ?? [] {
        guard let identifier = ScopeIdentifier(name),
          let scope = (try? ScopeRecord.read(identifier, in: directory)) ?? nil
        else { continue }
        for (_, entry) in scope.entries {
          owners[entry.name, default: []].append(
            (entry.identity, ArrayListing.Owner(scope: scope.status, lifetime: entry.lifetime)))
        }
      }
    }
  }

  /// Who owns what a name leads to.
  func owner(of name: String, at path: String) -> ArrayListing.Owner? {
    guard let entries = owners[name], let identity = (try? FileIdentity.of(path: path)) ?? nil
    else { return nil }
    return entries.first { $0.identity == identity }?.owner
  }
}
