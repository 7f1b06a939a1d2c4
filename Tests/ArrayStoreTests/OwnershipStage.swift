import Foundation
import MappedFiles
import TestSupport
import Testing

@testable import ArrayStore

/// A root in which a scenario is played again and again, beside a living owner whose arrays nobody
/// touches.
final class OwnershipStage {
  let root: OwnershipRoot
  private let scenario: OwnershipScenario
  private let neighbour: OwnerProcess
  private let peer = try? NumpyPeer()
  private static let neighbours: [String: OwnershipScenario.State] = [
    "last": .numbers(8), "theirs": .numbers(7),
  ]

  init(_ scenario: OwnershipScenario) throws {
    self.scenario = scenario
    root = try OwnershipRoot()
    neighbour = try root.owner("create theirs scoped 7", "create last last-user 8")
  }

  /// Runs the scenario's process under `strace`, from its beginning.
  func run(_ fault: Strace.Injection) throws -> ChildProcess {
    try prepare()
    return try Strace.run(scenario.arguments(root.path), [fault], program: scenario.program)
  }

  /// The system calls that it makes when nothing is done to it.
  func calls() throws -> [String: Strace.Calls] {
    try prepare()
    return try Strace.calls(
      of: scenario.arguments(root.path), workBeginsWith: root.path, program: scenario.program)
  }

  /// Makes what is there before the process.
  private func prepare() throws {
    for name in try root.directory.names() where name != ".npyshare-\(getuid())" {
      if Self.neighbours[name] == nil { try NameRemoval.remove("\(root.path)/\(name)") }
    }
    for (name, count) in scenario.before { try create(name, count) }
    if scenario.ofDead.isEmpty { return }
    var journal = JournalHeader(process: 1, began: 0, command: "dead").encoded
    for (name, lifetime) in scenario.ofDead {
      try create(name, 5)
      journal += try root.entry(name, lifetime).encoded
    }
    try root.forge(journal)
  }

  private func create(_ name: String, _ count: Int) throws {
    _ = try SharedArray.create(
      root.location(name), copying: (0..<Int64(count)).map { $0 + 1 })
  }

  /// After one collection the root holds what the scenario's states say, what the living owner has,
  /// and nothing else.
  ///
  /// - Parameters:
  ///   - hasSucceeded: whether only the states after success may be seen.
  ///   - mayLeak: whether what the process made itself may stay.
  ///   - point: what was done to the process.
  /// - Returns: whether every name is in the state after success.
  /// - Throws: when it cannot be seen.
  func expectOnlyWhatMayStay(
    hasSucceeded: Bool = false, mayLeak: Bool = false, _ point: String
  ) throws -> Bool {
    var allowed = scenario.states
    for (name, state) in Self.neighbours { allowed[name] = [state] }
    for name in try root.directory.names()
    where name != ".npyshare-\(getuid())" && allowed[name] == nil {
      if !mayLeak || name.hasPrefix(".") { Issue.record("\(name) is left: \(point)") }
    }
    #expect(try root.journals().count == 1, "journals: \(point)")
    var isAsAfterSuccess = true
    for (name, states) in allowed {
      let state = try state(of: "\(root.path)/\(name)")
      let mayBe = hasSucceeded ? Array(states.prefix(1)) : states
      let isNeighbours = Self.neighbours[name] != nil
      #expect(
        state.map { mayBe.contains($0) || mayLeak && !isNeighbours } == true,
        "\(name) is \(String(describing: state)): \(point)")
      isAsAfterSuccess = isAsAfterSuccess && state == states[0]
    }
    return isAsAfterSuccess
  }

  /// The living owner ends, and its arrays go.
  func end() throws {
    neighbour.process.send("return")
    #expect(neighbour.process.wait().status == 0)
    #expect(try Self.neighbours.keys.allSatisfy { try !root.arrays().contains($0) })
    #expect(try root.journals().isEmpty)
  }

  /// What numpy sees; nil when it is nothing that can be.
  private func state(of path: String) throws -> OwnershipScenario.State? {
    guard let status = try? FileStatus(path: path) else { return .absent }
    #expect(status.kind == .regularFile)
    let peer = try #require(peer)
    let sight = try #require(peer.look(path), "\(peer.lastWords())")
    let count = sight.bytes.count / 16
    guard sight.descr == "<i8", sight.shape == "(\(count),)", sight.order == "C" else { return nil }
    for known in [count, 5] where known <= count {
      let elements = (0..<count).map { $0 < known ? Int64($0) + 1 : 0 }
      if NumpyPeer.hexadecimal(elements) == sight.bytes {
        return known == count ? .numbers(count) : .grown(known, to: count)
      }
    }
    return nil
  }
}
