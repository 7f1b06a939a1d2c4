import NPYShare
import TestSupport
import Testing

/// What a process does with arrays that go by themselves, and the only states that may be seen after
/// it and one collection, however it ended.
///
/// A living owner in the same root has two arrays of its own, which nobody touches.
struct OwnershipScenario: Sendable, CustomTestStringConvertible {
  /// What a name leads to.
  enum State: Hashable, Sendable {
    case absent
    /// The numbers from 1 on.
    case numbers(Int)
    /// Numbers, and zeros up to so many elements.
    case grown(Int, to: Int)
  }

  let name: String
  /// The persistent arrays before, by how many numbers they hold.
  var before: [String: Int] = [:]
  /// The arrays of an owner that is dead.
  var ofDead: [String: ArrayLifetime] = [:]
  /// What the process does; nil for the command `npyshare collect`.
  var commands: [String]?
  /// The states of names that may be there afterwards; the first is the one after success.
  let states: [String: [State]]

  var testDescription: String { name }

  static let all = [
    OwnershipScenario(
      name: "create and attach",
      commands: [
        "create p persistent 5", "create s scoped 6", "create l last-user 7", "attach s",
        "attach p", "close s",
      ],
      states: ["p": [.numbers(5), .absent]]),
    OwnershipScenario(
      name: "replace", before: ["p": 5, "q": 5],
      commands: [
        "replace p persistent 9", "create s scoped 4", "replace s scoped 8",
        "replace s last-user 3", "replace q scoped 9",
      ],
      states: ["p": [.numbers(9), .numbers(5)], "q": [.absent, .numbers(5)]]),
    OwnershipScenario(
      name: "grow", before: ["p": 5],
      commands: ["create s scoped 6", "grow s 100", "attach p", "grow p 700"],
      states: ["p": [.grown(5, to: 700), .numbers(5)]]),
    OwnershipScenario(
      name: "remove", before: ["p": 5, "q": 6],
      commands: [
        "attach p", "remove p", "unlink q", "create s scoped", "remove s", "create s scoped 9",
        "unlink s",
      ],
      states: ["p": [.absent, .numbers(5)], "q": [.absent, .numbers(6)]]),
    OwnershipScenario(
      name: "adopt and persist", before: ["p": 5],
      ofDead: ["d": .scoped, "e": .lastUser],
      commands: [
        // First, as beginning a scope collects.
        "attach d", "attach e", "persist d", "persist e", "attach p", "adopt p scoped",
        "persist p", "adopt p last-user", "persist p",
      ],
      states: [
        "p": [.numbers(5), .absent], "d": [.numbers(5), .absent], "e": [.numbers(5), .absent],
      ]),
    OwnershipScenario(
      name: "scopes", before: ["p": 5],
      commands: [
        "attach p", "begin x", "create s scoped 4 x", "allocate x 3", "copy p x", "end x",
        "with-scope t return", "create u scoped", "use u", "create v last-user", "close v",
      ],
      states: ["p": [.numbers(5)]]),
    OwnershipScenario(
      name: "collect", before: ["p": 5],
      ofDead: ["d": .scoped, "e": .lastUser, "p2": .scoped],
      commands: ["dry-run", "collect", "collect"], states: ["p": [.numbers(5)]]),
    OwnershipScenario(
      name: "npyshare collect", before: ["p": 5],
      ofDead: ["d": .scoped, "e": .lastUser, "p2": .scoped],
      states: ["p": [.numbers(5)]]),
  ]

  var program: String { commands == nil ? RepositoryFiles.npyshare : RepositoryFiles.arrayOwner }

  func arguments(_ root: String) -> [String] {
    commands.map { [root] + $0 } ?? ["collect", "--root", root]
  }
}
