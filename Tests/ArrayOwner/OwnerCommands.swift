import Glibc
import NPYShare

/// What an owner can be told to do.
final class OwnerCommands {
  private let root: ArrayRoot
  /// The handles by name, the last one of a name.
  private var handles: [String: SharedArray] = [:]
  /// The explicit scopes by the label that they were begun with.
  private var scopes: [String: ArrayScope] = [:]
  private var child: ForkedChild?
  /// The leases by the name of their arrays.
  private var leases: [String: HeldLease] = [:]

  /// A lease that is kept until it is let go of.
  private final class HeldLease {
    private let lease: ArrayLease

    init(_ lease: consuming ArrayLease) {
      self.lease = lease
    }
  }

  init(root: ArrayRoot) {
    self.root = root
  }

  /// Answers commands from standard input until it ends, or one says `return`.
  ///
  /// A forked child answers for itself what is passed on to it.
  func serve() {
    while let line = readLine(), line != "return" {
      do {
        if line.hasPrefix("child ") {
          try child?.tell(String(line.dropFirst(6)))
        } else {
          say("ok \(try run(line))")
        }
      } catch {
        say("error \(error)")
      }
    }
  }

  private func say(_ line: String) {
    print(line)
    fflush(nil)
  }

  /// Does one thing; what is to be said of it.
  func run(_ line: String) throws -> String {
    let words = line.split(separator: " ").map(String.init)
    let arguments = Array(words.dropFirst())
    switch (words.first, arguments.count) {
    case ("create", 2...): return try make(arguments, .refuse)
    case ("replace", 2...): return try make(arguments, .replace)
    case ("churn", 3): return try churn(arguments)
    case ("fill", 3): return try fill(arguments)
    case ("allocate", 2): return try allocate(arguments)
    case ("copy", 2): return try copy(arguments)
    case ("unlink", 1): try SharedArray.remove(location(arguments[0]))
    case ("begin", 1): return try begin(arguments[0])
    case ("end", 1): scopes[arguments[0]]?.close()
    case ("default", 0): return try ArrayScope.standard(root: root).identifier.description
    case ("with-scope", 2): return try withScope(arguments)
    case ("collect", 0): return try Self.text(root.collect())
    case ("dry-run", 0): return try Self.text(root.collect(isDryRun: true))
    case ("wait", 1):
      guard let scope = ScopeIdentifier(arguments[0]) else { throw UsageError(line: line) }
      return try "\(root.waitForEnd(of: scope))"
    case ("fork", 0): return try fork()
    case ("reap", 0): return "\(child?.reap() ?? -1)"
    case ("exit", 0): exit(0)
    case ("crash", 0): abort()
    case (let command?, 1...): return try runOnHandle(command, arguments)
    default: throw UsageError(line: line)
    }
    return ""
  }

  private func runOnHandle(_ command: String, _ arguments: [String]) throws -> String {
    let name = arguments[0]
    if command == "attach" {
      handles[name] = try SharedArray.attach(location(name), access: .readWrite)
      return ""
    }
    guard let array = handles[name] else { throw UsageError(line: "\(command) \(name)") }
    switch (command, arguments.count) {
    case ("close", 1): array.close()
    case ("grow", 2): try array.grow(to: (Int(arguments[1]) ?? 0))
    case ("remove", 1): return try "\(array.remove())"
    case ("persist", 1): try array.persist()
    case ("adopt", 2...):
      try array.adopt(
        as: Self.lifetime(arguments[1]), by: arguments.count > 2 ? scopes[arguments[2]] : nil)
    case ("owner", 1):
      return "\(array.isOwner) \(array.lifetime?.rawValue ?? "none")"
    case ("lease", 2):
      leases[name] = HeldLease(try array.lease(arguments[1] == "shared" ? .shared : .exclusive))
    case ("release", 1): leases[name] = nil
    case ("try-write", 1):
      return try array.tryWrite(as: Int64.self) { _ in "had" } ?? "refused"
    case ("refresh", 1): return try "\(array.refresh())"
    case ("use", 1): array.use { _ in }
    case ("read", 1):
      return try array.withUnleasedView(as: Int64.self) { view in
        "\(view.count) \(view.count == 0 ? 0 : view[flat: view.count - 1])"
      }
    default: throw UsageError(line: "\(command) \(name)")
    }
    return ""
  }

  private func location(_ name: String) throws -> ArrayLocation {
    try ArrayLocation(name, root: root)
  }

  private static func lifetime(_ text: String) throws -> ArrayLifetime {
    guard let lifetime = ArrayLifetime(rawValue: text) else { throw UsageError(line: text) }
    return lifetime
  }

  /// NAME LIFETIME [COUNT [SCOPE]]: the numbers from 1 to COUNT.
  private func make(_ arguments: [String], _ conflict: PendingFile.Conflict) throws -> String {
    let count = arguments.count > 2 ? Int64(arguments[2]) ?? 0 : 4
    var options = CreationOptions(lifetime: try Self.lifetime(arguments[1]))
    options.onConflict = conflict
    if arguments.count > 3 { options.scope = scopes[arguments[3]] }
    handles[arguments[0]] = try SharedArray.create(
      location(arguments[0]), copying: (0..<count).map { $0 + 1 }, options: options)
    return ""
  }

  /// NAME LIFETIME TIMES: makes an array and removes it, again and again.
  private func churn(_ arguments: [String]) throws -> String {
    let lifetime = try Self.lifetime(arguments[1])
    for _ in 0..<(Int(arguments[2]) ?? 0) {
      let array = try SharedArray.create(
        location(arguments[0]), copying: [Int64(1)], options: CreationOptions(lifetime: lifetime))
      if try !array.remove() { throw UsageError(line: "removed by somebody else") }
    }
    return ""
  }

  /// PREFIX LIFETIME COUNT: makes so many arrays and closes their handles.
  private func fill(_ arguments: [String]) throws -> String {
    let options = CreationOptions(lifetime: try Self.lifetime(arguments[1]))
    for number in 0..<(Int(arguments[2]) ?? 0) {
      _ = try SharedArray.create(
        location("\(arguments[0])\(number)"), copying: [Int64(1)], options: options)
    }
    return ""
  }

  /// SCOPE COUNT: an array of zeros.
  private func allocate(_ arguments: [String]) throws -> String {
    guard let scope = scopes[arguments[0]], let count = Int(arguments[1]) else {
      throw UsageError(line: "allocate \(arguments)")
    }
    let array = try scope.allocate(shape: [count], of: Int64.self)
    handles[array.location.name] = array
    return array.location.name
  }

  /// NAME SCOPE: a copy.
  private func copy(_ arguments: [String]) throws -> String {
    guard let array = handles[arguments[0]], let scope = scopes[arguments[1]] else {
      throw UsageError(line: "copy \(arguments)")
    }
    let new = try scope.copy(array)
    handles[new.location.name] = new
    return new.location.name
  }

  private func begin(_ label: String) throws -> String {
    let scope = try ArrayScope(root: root)
    scopes[label] = scope
    return scope.identifier.description
  }

  /// NAME return|throw: makes an array in a scope of its own, and leaves that.
  private func withScope(_ arguments: [String]) throws -> String {
    try withArrayScope(root: root) { scope in
      let array = try scope.create(arguments[0], shape: [4], of: Int64.self)
      if arguments[1] == "throw" { throw UsageError(line: "thrown with \(array.isOwner)") }
      return "\(array.isOwner)"
    }
  }

  private func fork() throws -> String {
    let child = try ForkedChild { serve() }
    self.child = child
    return "\(child.process)"
  }

  private static func text(_ collected: [CollectedArray]) -> String {
    collected.map { array in
      switch array.outcome {
      case .removed: "\(array.name)=removed"
      case .inUse: "\(array.name)=inUse"
      case .failed(let reason): "\(array.name)=failed(\(reason))"
      }
    }.sorted().joined(separator: " ")
  }
}

/// A line is no command.
struct UsageError: Error, CustomStringConvertible {
  let line: String

  var description: String { "not understood: \(line)" }
}
