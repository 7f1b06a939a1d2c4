import Glibc
package import MappedFiles
package import NPYFormat

extension ArrayListing {
  /// The objects that the command prints with `--json`, one for each entry.
  ///
  /// - Parameters:
  ///   - root: the root that was listed.
  ///   - users: the users of each entry, as ``users()`` found them; nil when nobody looked.
  /// - Returns: the objects.
  package func json(in root: ArrayRoot, users: [FileUsers]?) -> [JSONValue] {
    entries.enumerated().map { $1.json(in: root, users: users?[$0]) }
  }
}

extension ArrayListing.Entry {
  /// The permission bits in octal, such as `0600`.
  package var modeText: String {
    let digits = String(status.permissions, radix: 8)
    return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }

  /// How long an array stays, in a word; `?` where only root can tell, `-` for what is no array.
  package var lifetimeText: String {
    if let owner { return owner.lifetime.rawValue }
    switch content {
    case .array, .queue: break
    case .foreign, .other, .unreadable: return "-"
    }
    // Only root may read the journals of others.
    let isKnown = geteuid() == 0 || geteuid() == status.owner
    return isKnown ? ArrayLifetime.persistent.rawValue : "?"
  }

  fileprivate func json(in root: ArrayRoot, users: FileUsers?) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("name", .string(name)), ("path", .string("\(root.path)/\(name)")),
    ]
    var header: NPYHeader?
    var problems: [NPYProblem] = []
    switch content {
    case .array(let format):
      members.append(("kind", .string("array")))
      header = format.header
      problems = format.problems
    case .foreign(let segment):
      members.append(("kind", .string(segment.kind.rawValue)))
      header = segment.layout?.header
    case .queue(let queue):
      members += [
        ("kind", .string("queue")), ("depth", .int(queue.depth)),
        ("payloads", .int(queue.payloadCount)), ("payload_bytes", .int(queue.payloadBytes)),
        ("closed", .bool(queue.isClosed)), ("directory", .string(queue.directory)),
      ]
    case .other(let kind): members.append(("kind", .string(kind.rawValue)))
    case .unreadable(let reason):
      members += [("kind", .string("unreadable")), ("reason", .string(reason))]
    }
    // A process that only lists has none of them attached.
    let processes = users?.users.map(\.process).filter { $0 != getpid() }
    members += [
      ("descr", JSONValue(header) { JSONValue($0.dtype.descr) }),
      ("fortran_order", JSONValue(header) { .bool($0.isFortranOrder) }),
      ("shape", JSONValue(header) { JSONValue($0.shape) }),
      ("file_bytes", .int(status.size)),
      ("resident_bytes", .int(status.allocatedBytes)),
      ("mode", .string(modeText)),
      ("user", .int(Int(status.owner))),
      ("modified", .int(status.modified)),
      ("processes", JSONValue(processes) { JSONValue($0.map { Int($0) }) }),
      ("processes_unknown", JSONValue(users) { .int($0.unknownCount) }),
      (
        "leases",
        JSONValue(leases) {
          .object([("shared", .int($0.shared)), ("exclusive", .int($0.exclusive))])
        }
      ),
      ("lifetime", .string(lifetimeText)),
      ("owner", JSONValue(owner) { $0.scope.json }),
      ("problems", NPYProblem.json(problems)),
    ]
    return .object(members)
  }
}
